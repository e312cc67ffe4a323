// The one who shows alerts, `public/sw.js`, with a real browser's real pop-ups and no server of Baton's: pages hand it
// alerts as the product's pages would, and the desktop counts what comes up.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { type BrowserContext, type Page, chromium, expect, test as base } from "@playwright/test";

import { Desktop } from "./support/desktop/notifications.js";

const PAGE = `<!doctype html><meta charset="utf-8"><title>Page</title><link rel="icon" href="data:,"><script>
  const ready = navigator.serviceWorker.register("/app/sw.js").then(() => navigator.serviceWorker.ready);
  let front = null;
  navigator.serviceWorker.onmessage = ({ data, ports }) => {
    if (data.front) ports[0].postMessage(front === data.front.conversation);
  };
  const hand = async (message) => {
    const { active } = await ready;
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((done) => (port1.onmessage = ({ data }) => done(data)));
    active.postMessage(message, [port2]);
    return message.do === "raise" ? answer : "told";
  };
</script>`;

interface Fixtures {
  desktop: Desktop;
  origin: string;
  browserOfAgent: BrowserContext;
}

const test = base.extend<Fixtures>({
  desktop: async ({}, use) => {
    const desktop = await Desktop.start();
    await use(desktop);
    await desktop.stop();
  },
  origin: async ({}, use) => {
    const worker = await readFile(resolve("../public/sw.js"));
    const server = createServer((request, answer) => {
      const isWorker = request.url === "/app/sw.js";
      answer.setHeader("Content-Type", isWorker ? "text/javascript" : "text/html; charset=utf-8");
      answer.end(isWorker ? worker : PAGE);
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const address = server.address();
    if (!address || typeof address !== "object") throw new Error("no port");
    await use(`http://localhost:${address.port}`);
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  },
  // A profile of its own: without one the worker never hears a press. The pop-up blocker is on.
  browserOfAgent: async ({ desktop, origin, launchOptions }, use) => {
    const profile = await mkdtemp(join(tmpdir(), "profile-"));
    const context = await chromium.launchPersistentContext(profile, {
      ...launchOptions,
      args: [...(launchOptions.args ?? []), "--headless=new"],
      ignoreDefaultArgs: ["--disable-popup-blocking"],
      env: { ...(process.env as Record<string, string>), ...desktop.environment },
    });
    await context.grantPermissions(["notifications"], { origin });
    await use(context);
    await context.close();
    await rm(profile, { recursive: true, force: true });
  },
});

const alert = (seq: number, round = 0, more: object = {}): object => ({
  do: "raise",
  id: `one.${seq}.${round}`,
  tag: "one",
  seq,
  round,
  title: `Alert ${seq}`,
  body: "A new chat is unassigned.",
  url: "/app/HELP/inbox/one",
  sticky: true,
  silent: false,
  may: true,
  front: { conversation: "one" },
  ...more,
});

const hand = (page: Page, message: object): Promise<string> => page.evaluate(`hand(${JSON.stringify(message)})`);

async function tabs(context: BrowserContext, origin: string, count: number): Promise<Page[]> {
  const pages: Page[] = [];
  for (let index = 0; index < count; index += 1) {
    const page = await context.newPage();
    await page.goto(`${origin}/app/HELP/inbox`);
    await page.evaluate("ready");
    pages.push(page);
  }
  return pages;
}

test("five tabs hand over one alert, one pop-up comes up, and a tab that is loaded anew does not raise it again", async ({ browserOfAgent, origin, desktop }) => {
  const pages = await tabs(browserOfAgent, origin, 5);
  const answers = await Promise.all(pages.map((page) => hand(page, alert(1))));
  expect(answers.sort()).toEqual(["known", "known", "known", "known", "raised"]);
  await pages[0]!.reload();
  expect(await hand(pages[0]!, alert(1))).toBe("known");
  await pages[1]!.close();
  expect(await hand(pages[2]!, alert(2))).toBe("raised");
  await expect.poll(() => desktop.count("Alert 2")).toBe(1);
  expect(desktop.count("Alert 1")).toBe(1);
  expect(desktop.shown.map((popUp) => popUp.title)).toEqual(["Alert 2"]);
});

test("a press opens the conversation in a new tab, also when no page of the product is left", async ({ browserOfAgent, origin, desktop }) => {
  const [page] = await tabs(browserOfAgent, origin, 1);
  expect(await hand(page!, alert(1))).toBe("raised");
  await expect.poll(() => desktop.shown.length).toBe(1);
  await page!.goto("about:blank");
  const opened = browserOfAgent.waitForEvent("page");
  desktop.press(desktop.shown[0]!);
  await expect(await opened).toHaveURL(`${origin}/app/HELP/inbox/one`);
  expect(page!.url()).toBe("about:blank");
});

test("what is withdrawn goes at once, and a late copy of it never comes up", async ({ browserOfAgent, origin, desktop }) => {
  const [one, other] = await tabs(browserOfAgent, origin, 2);
  await hand(one!, alert(1));
  await expect.poll(() => desktop.shown.length).toBe(1);
  await hand(one!, { do: "withdraw", id: "one.1.0", tag: "one", seq: 1, round: 0 });
  await expect.poll(() => desktop.shown.length, { timeout: 2_000 }).toBe(0);
  await hand(one!, { do: "withdraw", id: "one.2.0", tag: "one", seq: 2, round: 0 });
  expect(await hand(other!, alert(2))).toBe("known");
  expect(desktop.raised.length).toBe(1);
});

test("nothing comes up while a page in front shows the conversation", async ({ browserOfAgent, origin, desktop }) => {
  const [one, other] = await tabs(browserOfAgent, origin, 2);
  await other!.evaluate("front = 'one'");
  expect(await hand(one!, alert(1))).toBe("quiet");
  await other!.evaluate("front = 'another'");
  expect(await hand(one!, alert(2))).toBe("raised");
  await expect.poll(() => desktop.raised.map((popUp) => popUp.title)).toEqual(["Alert 2"]);
});

test("of many alerts of one conversation that come at once only the newest comes up", async ({ browserOfAgent, origin, desktop }) => {
  const [page] = await tabs(browserOfAgent, origin, 1);
  // The worker raises one alert of a conversation at a time: it waits for its turn until it has heard of all.
  await page!.evaluate(`new Promise((mine) => navigator.locks.request("baton.alert.one", () => { mine(); return new Promise((done) => (letGo = done)); }))`);
  const all = [1, 2, 3, 4, 5].map((seq) => alert(seq));
  const answers = page!.evaluate(`Promise.all(${JSON.stringify(all)}.map(hand))`);
  expect(await hand(page!, alert(6, 0, { id: "other.6.0", tag: "other" }))).toBe("raised");
  await page!.evaluate("letGo()");
  expect(await answers).toEqual(["known", "known", "known", "known", "raised"]);
  await expect.poll(() => desktop.raised.map((popUp) => popUp.title)).toEqual(["Alert 6", "Alert 5"]);
});

test("without permission nothing comes up, and one page hears that the alert is new", async ({ browserOfAgent, origin, desktop }) => {
  const pages = await tabs(browserOfAgent, origin, 2);
  const answers = await Promise.all(pages.map((page) => hand(page, alert(1, 0, { may: false }))));
  expect(answers.sort()).toEqual(["fresh", "known"]);
  expect(desktop.raised).toEqual([]);
});
