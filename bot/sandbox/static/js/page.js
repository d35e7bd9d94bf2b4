// The page: everything one person sees, kept fresh by notes from the server.
import { Account } from "./account.js";
import { as, get, listen, post } from "./api.js";
import { Apps } from "./apps.js";
import { Chooser } from "./chooser.js";
import { Composer, NoComposer } from "./composer.js";
import { Conversation, spoken } from "./conversation.js";
import { html, useEffect, useMemo, useRef, useState } from "./dom.js";
import { useFresh } from "./fresh.js";
import { Help } from "./help.js";
import { Inspector } from "./inspector.js";
import { Modal } from "./modal.js";
import { Phone } from "./phone.js";
import { Home, PlaceHead, titleOf } from "./place.js";
import { stale } from "./notes.js";
import { useReadMarks } from "./reading.js";
import { Sidebar } from "./sidebar.js";
import { beginCommand, focusPart, useKeys, usePane, useRoute } from "./ways.js";
import { Toast } from "./toast.js";
import { Tour } from "./tour.js";
import { TopBar } from "./topbar.js";

export function Page({ start, greeting }) {
  const [route, go] = useRoute(start);
  const [moment, setMoment] = useState(start);
  const [overlay, setOverlay] = useState(null);
  const [isWireOpen, setWireOpen] = useState(false);
  const [wireCount, setWireCount] = useState(0);
  const [toast, setToast] = useState(null);
  const [account, setAccount] = useState(null);
  const [pane, setPane, shut] = usePane();
  const [said, setSaid] = useState("");
  const me = route.person;
  const trouble = (words) => setToast({ words, isTrouble: true });

  const isHome = route.place === "home";
  const [side, freshenSide] = useFresh(as(me, "sidebar"), trouble);
  const [phone, freshenPhone] = useFresh(as(me, "phone"), trouble);
  const [modal, freshenModal] = useFresh(as(me, "modal"), trouble);
  const [home, freshenHome] = useFresh(isHome ? as(me, "home") : null, trouble);
  const conversations = side?.conversations || [];
  const channel = conversations.find((one) => one.id === route.place);
  const [page, freshenPage] = useFresh(channel ? as(me, `messages/${channel.id}`) : null, trouble);
  const [people, setPeople] = useState(start.people);
  const reading = useReadMarks(me);

  const look = useMemo(() => {
    const byId = new Map(people.map((person) => [person.id, person]));
    const names = new Map(side?.channels.map((one) => [one.id, one.name]) || []);
    return {
      me, app: start.app, people, conversations, channels: side?.channels || [],
      zone: byId.get(me)?.tz || start.workspace.zone,
      person: (id) => byId.get(id),
      name: (id) => ({ [start.app.id]: start.app.name, [start.slackbot]: "Slackbot" })[id] || byId.get(id)?.name || "a person",
      channel: (id) => names.get(id),
    };
  }, [me, people, side]);
  const self = { ...look.person(me), doing: phone?.doing || look.person(me).doing };

  const onNote = (note) => {
    if (note.run !== start.run) location.reload(); // the workspace has been started anew
    setMoment(note);
    const freshen = {
      side: freshenSide, phone: freshenPhone, page: freshenPage, modal: freshenModal, home: freshenHome,
      people: () => get("/ui/people").then((body) => setPeople(body.people), () => {}),
      wire: () => setWireCount((count) => count + 1),
    };
    stale(note.changed, { me, place: route.place }).forEach((part) => freshen[part]());
  };
  const listener = useRef(onNote);
  listener.current = onNote;
  useEffect(() => {
    let isLost = false;
    return listen((note) => listener.current(note), (isOpen) => {
      if (!isOpen) trouble("The line to the workspace is down; trying again.");
      else if (isLost) setToast(null);
      isLost = !isOpen;
    });
  }, []);

  // Being somewhere is having read it; what comes while one is there is spoken.
  const newest = page?.messages.at(-1);
  const heard = useRef({});
  useEffect(() => {
    if (!newest || !channel) return;
    reading.mark(channel.id, newest.ts);
    const key = `${me} ${channel.id}`;
    const isNew = heard.current.key === key && heard.current.ts < newest.ts;
    if (isNew && newest.author !== me) setSaid(spoken(newest, look));
    heard.current = { key, ts: newest.ts };
  }, [newest?.ts, channel?.id, me]);

  useEffect(() => setSaid(greeting), []); // what is there from the beginning is not spoken

  const isMoving = Boolean(moment.progress);
  useEffect(() => { if (isMoving) { setToast(null); setAccount(null); } }, [isMoving]);
  const count = moment.outcome?.ended;
  const told = useRef(undefined); // how many had ended when this page was opened is no news
  useEffect(() => {
    const isNews = told.current !== undefined && count !== told.current;
    told.current = count;
    if (!isNews) return;
    const { word, people: writtenTo } = moment.outcome || {};
    if (word || writtenTo?.length) setToast({ words: word, people: writtenTo });
    setAccount(moment.outcome?.account || null);
    if (isHome) act("open_home"); // it was drawn at another time
  }, [count]);

  const act = async (deed, body = {}) => {
    try {
      const outcome = await post(as(me, deed), body);
      if (outcome.trouble) trouble(outcome.trouble);
      return outcome;
    } catch (error) {
      trouble(error.message);
      return {};
    }
  };
  const goTo = async (place) => {
    setPane("");
    if (place === "home") act("open_home");
    const dm = conversations.find((one) => one.kind === "im");
    if (place === "dm" || place === dm?.id) {
      const opened = await act("open_messages");
      freshenSide();
      go(me, opened.channel || place);
    } else {
      go(me, place);
    }
  };
  const seeAs = (person, place = "home", over = "") => {
    setOverlay(null);
    setPane(over);
    setToast(null);
    go(person, place);
    if (place === "home") post(as(person, "open_home")).catch((error) => trouble(error.message));
  };
  const begun = useRef(false);
  useEffect(() => {
    if (!begun.current && isHome) act("open_home");
    begun.current = true;
  }, []);
  const canType = channel && (channel.kind !== "im" || start.app.has_composer);
  const note = conversations.find((one) => one.kind === "note");
  // A command begun where there is no composer is written in the note to oneself.
  const [isBegun, setBegun] = useState(false);
  const begin = () => {
    setBegun(true);
    if (!canType && note) go(me, note.id);
  };
  useEffect(() => {
    if (isBegun && canType && beginCommand()) setBegun(false);
  }, [isBegun, canType]);
  useKeys({
    choose: () => setOverlay("chooser"), help: () => setOverlay("help"), begin, isBlocked: Boolean(overlay || modal?.view),
  });

  const title = isHome ? start.app.name : titleOf(channel);
  return html`
    <${SkipLinks} />
    <div class=${`frame ${pane && `over-${pane}`}`}>
      <${TopBar} start=${start} moment=${moment} pane=${pane} onPane=${setPane} onTrouble=${trouble} onHelp=${() => setOverlay("help")} />
      <${Account} account=${account} onSee=${seeAs} onClose=${() => setAccount(null)} />
      <${Tour} isHidden=${Boolean(account)} start=${start} count=${count} isMoving=${isMoving} onSee=${seeAs} onTrouble=${trouble} />
      <${Sidebar} me=${self} app=${start.app} conversations=${conversations} place=${route.place} isUnread=${reading.isUnread}
        onGo=${goTo} onChoose=${() => setOverlay("chooser")} onManage=${() => setOverlay("apps")} onClose=${shut} />
      <main class="place" aria-label=${title}>
        <${PlaceHead} title=${title} channel=${channel} isHome=${isHome} app=${start.app} />
        ${isHome && html`<${Home} key=${me} view=${home?.view} look=${look} onTrouble=${trouble} />`}
        ${channel && html`<${Conversation} key=${`${me} ${channel.id}`} channel=${channel} page=${page} look=${look} onTrouble=${trouble} />`}
        ${!isHome && !channel && html`<div class="messages"><p class="empty">${side ? "Choose a conversation on the left." : ""}</p></div>`}
        ${canType && html`<${Composer} key=${`${me} ${route.place}`} commands=${start.commands}
          onSay=${(text) => act("say", { channel: channel.id, text })}
          onCommand=${(command, text) => act("command", { command, text, channel: channel.id })}
          placeholder=${channel.kind === "note" ? "Write a note or a command" : `Write to ${title} as ${self.name.split(" ")[0]}`} />`}
        ${!canType && html`<${NoComposer} app=${start.app} isHome=${isHome} onBegin=${begin} />`}
      </main>
      <${Phone} me=${self} phone=${phone} now=${new Date(moment.now)} look=${look} onGo=${goTo} onClose=${shut} />
      <${Inspector} zone=${start.workspace.zone} count=${wireCount} isOpen=${isWireOpen} onTrouble=${trouble}
        onToggle=${() => setWireOpen(!isWireOpen)} />
      <div class="curtain" onClick=${shut}></div>
    </div>
    <p class="hidden" role="log" aria-live="polite">${said}</p>
    <${Toast} toast=${toast} look=${look} onSee=${seeAs} onClose=${() => setToast(null)} />
    ${modal?.view && html`<${Modal} key=${me} view=${modal.view} look=${look} onTrouble=${trouble} />`}
    ${overlay === "chooser" && html`<${Chooser} people=${people} me=${me} onClose=${() => setOverlay(null)} onPick=${(id) => seeAs(id)} />`}
    ${overlay === "apps" && html`<${Apps} me=${self} app=${start.app} onClose=${() => setOverlay(null)} onTrouble=${trouble} />`}
    ${overlay === "help" && html`<${Help} onClose=${() => setOverlay(null)} />`}`;
}

const SkipLinks = () => html`<div class="skips">
  ${[["place", "the conversation"], ["composer", "writing"], ["phone", "the phone"], ["clock", "the clock"]].map(
    ([id, words]) => html`<a href=${`#${id}`} onClick=${(event) => { event.preventDefault(); focusPart(id); }}>
      Skip to ${words}</a>`)}
</div>`;
