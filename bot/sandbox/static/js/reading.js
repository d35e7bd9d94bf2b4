// What somebody has already looked at, kept in this tab.
import { useState } from "./dom.js";

const KEY = "read";
const all = () => JSON.parse(sessionStorage.getItem(KEY) || "{}");

export function useReadMarks(me) {
  const [, redraw] = useState(0);
  const marks = all()[me] || {};
  return {
    isUnread: (channel) => Boolean(channel.latest) && channel.latest_by !== me && channel.latest > (marks[channel.id] || ""),
    mark: (channelId, ts) => {
      const kept = all();
      if (kept[me]?.[channelId] === ts) return;
      sessionStorage.setItem(KEY, JSON.stringify({ ...kept, [me]: { ...kept[me], [channelId]: ts } }));
      redraw((count) => count + 1);
    },
  };
}
