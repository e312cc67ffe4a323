// The button that opens the chat, on any page: <script src="https://…/loader.js" data-space="HELP" async></script>.
// Nothing else is loaded and nothing is stored before the first click. All of it lives in a shadow root, with a style
// sheet that a strict content policy allows.
(() => {
  const tag = document.currentScript;
  const { space, label = "Chat with us" } = tag.dataset;
  const { origin } = new URL(tag.src);
  const memory = `baton.${space}`;
  const recall = () => {
    try {
      return sessionStorage.getItem(memory);
    } catch {
      return null;
    }
  };
  const remember = () => {
    try {
      sessionStorage.setItem(memory, `${isOpen ? "open" : "shut"} ${unread}`);
    } catch {
      // A page without storage forgets the chat on its next page, and works.
    }
  };

  const host = document.createElement("baton-chat");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; color-scheme: light dark; --a: light-dark(oklch(.5 .17 264), oklch(.74 .12 264)); --i: light-dark(#fff, oklch(.18 .04 264)) }
    button { position: fixed; z-index: 2147483000; inset-block-end: max(16px, env(safe-area-inset-bottom)); inset-inline-end: 16px;
      display: flex; align-items: center; gap: 8px; min-block-size: 48px; padding: 0 20px; border: 0; border-radius: 24px; cursor: pointer;
      background: var(--a); color: var(--i); font: 600 16px/1.25 system-ui, sans-serif;
      box-shadow: 0 1px 2px #0002, 0 8px 28px #0003 }
    button:focus-visible { outline: 2px solid var(--a); outline-offset: 3px }
    b { min-inline-size: 20px; padding: 0 6px; border-radius: 10px; box-sizing: border-box; background: var(--i); color: var(--a);
      font-size: 12px; line-height: 20px; text-align: center }
    iframe { position: fixed; z-index: 2147483001; inset-block-end: 16px; inset-inline-end: 16px; inline-size: 380px;
      block-size: min(640px, calc(100vh - 32px)); border: 0; border-radius: 12px; background: Canvas;
      box-shadow: 0 1px 2px #0002, 0 8px 28px #0003 }
    [hidden] { display: none }
    @media (width < 480px) { iframe { inset: 0; inline-size: 100%; block-size: var(--h, 100dvh); border-radius: 0 } }
  `);
  root.adoptedStyleSheets = [sheet];

  const button = document.createElement("button");
  const count = document.createElement("b");
  count.hidden = true;
  button.type = "button";
  button.append(label, count);
  button.setAttribute("aria-expanded", "false");
  root.append(button);

  let frame;
  let ready = false;
  let isOpen = false;

  let wasByHand = false;
  let unread = 0;

  const tell = () => {
    const state = !isOpen ? "shut" : wasByHand ? "open" : "back";
    if (ready) frame.contentWindow.postMessage(`baton ${state}`, origin);
  };

  const show = (nowOpen, byHand) => {
    isOpen = nowOpen;
    wasByHand = byHand;
    if (!frame) {
      frame = document.createElement("iframe");
      frame.title = label;
      frame.allow = "autoplay";
      frame.src = `${origin}/chat/${space}?embed=1&build=2&host=${encodeURIComponent(location.origin)}`;
      root.append(frame);
    }
    frame.hidden = !isOpen;
    button.hidden = isOpen;
    button.setAttribute("aria-expanded", isOpen);
    if (isOpen) showUnread(0);
    else remember();
    if (isOpen && byHand) frame.focus();
    if (!isOpen && byHand) button.focus();
    tell();
  };
  const showUnread = (number) => {
    unread = number;
    count.textContent = number;
    count.hidden = !number;
    button.setAttribute("aria-label", number ? `${label} (${number})` : label);
    remember();
  };
  const open = () => show(true, true);
  const close = () => frame && show(false, true);

  button.addEventListener("click", open);
  addEventListener("message", ({ origin: from, source, data }) => {
    if (from !== origin || source !== frame?.contentWindow || typeof data !== "string") return;
    const [, what, number] = data.split(" ");
    if (what === "close") close();
    if (what === "ready") {
      ready = true;
      tell();
    }
    if (what === "unread") showUnread(Number(number));
  });
  // The keyboard of a phone covers a part of the page: the chat takes what is left.
  visualViewport?.addEventListener("resize", () => host.style.setProperty("--h", `${visualViewport.height}px`));

  window.Baton = { open, close };
  const start = () => {
    document.body.append(host);
    const [state, number] = recall()?.split(" ") ?? [];
    if (!state) return;
    showUnread(Number(number) || 0);
    show(state === "open", false);
  };
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();
