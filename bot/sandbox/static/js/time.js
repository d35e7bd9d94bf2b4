// Dates and times as somebody in a given time zone reads them.
const formats = new Map();

export function format(date, zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  return formats.get(key).format(date);
}

export const clockTime = (date, zone) => format(date, zone, { hour: "2-digit", minute: "2-digit" });
export const shortDay = (date, zone) => format(date, zone, { weekday: "short", day: "numeric", month: "short" });
export const longDay = (date, zone) => format(date, zone, { weekday: "long", day: "numeric", month: "long" });
export const fullDay = (date, zone) =>
  format(date, zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const ofTs = (ts) => new Date(Number(ts) * 1000);

const TOKENS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { day: "numeric", month: "long", year: "numeric" },
  date_short: { day: "numeric", month: "short", year: "numeric" },
  date_long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

// Fills in Slack's date tokens, such as "{date_short} at {time}".
export function dateTokens(pattern, seconds, zone) {
  const date = new Date(seconds * 1000);
  return pattern.replace(/\{(\w+)\}/g, (whole, token) => {
    const options = TOKENS[token.replace(/_pretty$/, "")];
    return options ? format(date, zone, options) : whole;
  });
}
