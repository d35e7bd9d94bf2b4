// The shortcodes that come up; every other one stays as it was written.
const SIGNS = {
  wave: "👋", tada: "🎉", "+1": "👍", thumbsup: "👍", "-1": "👎", pray: "🙏", heart: "❤️", sparkles: "✨", star: "⭐",
  bulb: "💡", calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️", clock3: "🕒", alarm_clock: "⏰", hourglass: "⌛",
  white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", warning: "⚠️", information_source: "ℹ️", question: "❓",
  lock: "🔒", key: "🔑", bell: "🔔", no_bell: "🔕", mailbox: "📫", memo: "📝", books: "📚", book: "📖", speech_balloon: "💬",
  handshake: "🤝", raised_hands: "🙌", clap: "👏", slightly_smiling_face: "🙂", smile: "😄", blush: "😊", coffee: "☕",
  seedling: "🌱", compass: "🧭", sunny: "☀️", crescent_moon: "🌙", zzz: "💤", hospital: "🏥", stethoscope: "🩺", phone: "☎️",
  bar_chart: "📊", chart_with_upwards_trend: "📈", arrow_right: "➡️", small_blue_diamond: "🔹", large_green_circle: "🟢",
  large_yellow_circle: "🟡", red_circle: "🔴", white_circle: "⚪", link: "🔗", pause_button: "⏸️", repeat: "🔁",
  candle: "🕯️", sos: "🆘", ear: "👂", house: "🏠", file_folder: "📁", paperclip: "📎", lower_left_fountain_pen: "🖋️",
};

export const emoji = (name) => SIGNS[name] || `:${name}:`;
export const withEmoji = (text) => String(text).replace(/:([a-z0-9_+-]+):/g, (_, name) => emoji(name));
