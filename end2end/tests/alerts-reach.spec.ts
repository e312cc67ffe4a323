// Whom alerts reach and when, where something comes in between: no page, a colleague, a crash, a sleep, another browser.

import type { Page } from "@playwright/test";

import { expect, test } from "./support/alerted.js";
import { Inbox } from "./support/agent.js";
import { TEST_TITLE, WAITING, marks, seesUntilNow, somebodyWaits } from "./support/alerts.js";
import type { Chat } from "./support/customer.js";
import { adminSignsIn } from "./support/settings.js";
import { PASSWORD } from "./support/test.js";

const LEAVE_IT = "Leave it as a request instead";

test("nothing comes up in a browser that shows no page of the product, and a page that is opened brings one pop-up for each chat that still waits", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0", "--time-to-assign", "30m");
  const [ana, ben] = [await newAgent(), await newAgent()];
  const anas = await ana.signsIn("ana@northwind.example");
  await ana.goes(anas, "/app/HELP/items");
  await anas.goto("about:blank");
  const bens = await ben.signsIn("ben@northwind.example");
  await ben.goes(bens, "/app/HELP/items");
  const over = await somebodyWaits(newPerson);
  await somebodyWaits(newPerson);
  await expect.poll(() => ben.titles).toEqual([WAITING, WAITING]);
  await over.button(LEAVE_IT).click();
  await expect.poll(() => ben.desktop.shown.length).toBe(1);
  expect(ana.titles).toEqual([]);

  const opened = Date.now();
  await ana.goes(anas, "/app/profile");
  await expect.poll(() => ana.titles).toEqual([WAITING]);
  expect(ana.desktop.raised[0]!.raisedAt, "not while there was no page").toBeGreaterThanOrEqual(opened);
  expect(await seesUntilNow(ana, anas)).toEqual([WAITING]);
});

test("an agent is told of a chat that a colleague assigns to them, who has it that time to reply is nearly over, and both the team and who let it pass that it came back", async ({ newAgent, newPerson, server }) => {
  test.setTimeout(90_000);
  const times = ["--time-to-reply", "20s", "--time-to-assign", "30m"];
  await server.baton("settings", "set", "HELP", "--follow-availability", "on", "--repeat-alerts", "0", ...times);
  const [ana, ben, alex] = [await newAgent(), await newAgent(), await newAgent()];
  const bens = await ben.signsIn("ben@northwind.example");
  await ben.goes(bens, "/app/HELP/items");
  const alexs = await alex.signsIn("admin@northwind.example");
  await alex.goes(alexs, "/app/HELP/items");
  // Nothing that is for the team comes to Ana.
  const anas = await ana.signsIn("ana@northwind.example");
  await ana.goes(anas, "/app/HELP/items");
  await marks(anas, "unavailable");
  await ana.goes(anas, "/app/HELP/inbox");
  await somebodyWaits(newPerson);
  await expect.poll(() => ben.titles).toEqual([WAITING]);
  await new Inbox(anas).claims();
  await ana.goes(anas, "/app/HELP/items/HELP-1");
  await anas.getByRole("combobox", { name: "Assignee" }).selectOption({ label: "Ben Okafor" });
  await anas.getByRole("button", { name: "Save assignee" }).click();
  await expect.poll(() => ben.titles).toEqual([WAITING, "Guest is yours now"]);
  expect(ben.desktop.shown.map((popUp) => popUp.text)).toEqual([expect.stringContaining("A chat in Northwind Help was assigned to you")]);

  await expect.poll(() => ana.titles, { timeout: 40_000 }).toEqual(["Guest still waits for your reply", "Guest is waiting again"]);
  const texts = ["Time to reply is nearly over in Northwind Help", "A chat came back to the queue of Northwind Help"];
  expect(ana.desktop.raised.map((popUp) => popUp.text)).toEqual(texts.map((text) => expect.stringContaining(text)));
  await expect.poll(() => ben.titles).toEqual([WAITING, "Guest is yours now", "Guest is waiting again"]);
  expect(ben.desktop.shown.map((popUp) => popUp.title), "the newest takes the place of the one before").toEqual(["Guest is waiting again"]);
  expect(await seesUntilNow(alex, alexs)).toEqual([]);
});

test("when the tab that the agent used crashes, and then the next, each alert still comes up exactly once", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0", "--time-to-assign", "30m");
  const ana = await newAgent();
  const first = await ana.signsIn("ana@northwind.example");
  await ana.goes(first, "/app/HELP/items");
  const second = await ana.watches("/app/HELP/inbox");
  const third = await ana.watches("/app/profile");
  await first.bringToFront();
  await somebodyWaits(newPerson);
  await expect.poll(() => ana.desktop.count(WAITING)).toBe(1);
  await ana.loses(first);
  await somebodyWaits(newPerson);
  await expect.poll(() => ana.desktop.count(WAITING)).toBe(2);
  await ana.loses(second);
  await somebodyWaits(newPerson);
  await expect.poll(() => ana.desktop.count(WAITING)).toBe(3);
  expect(await seesUntilNow(ana, third)).toEqual([WAITING, WAITING, WAITING]);
});

test("a tab in which the browser leaves the registration of the worker open, as it may after a crash, gets alerts through the worker that is there", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0", "--time-to-assign", "30m");
  const ana = await newAgent();
  const first = await ana.signsIn("ana@northwind.example");
  await ana.goes(first, "/app/HELP/items");
  await ana.context.addInitScript("if (navigator.serviceWorker) navigator.serviceWorker.register = () => new Promise(() => {});");
  const second = await ana.watches("/app/HELP/items");
  await somebodyWaits(newPerson);
  await expect.poll(() => ana.titles).toEqual([WAITING]);
  await first.close();
  await somebodyWaits(newPerson);
  await expect.poll(() => ana.desktop.count(WAITING)).toBe(2);
  expect(await seesUntilNow(ana, second)).toEqual([WAITING, WAITING]);
});

test("without a service worker, when the elected tab crashes, the next one takes its place and each alert comes up exactly once", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0", "--time-to-assign", "30m");
  const ana = await newAgent("granted", { serviceWorkers: "block" });
  const first = await ana.signsIn("ana@northwind.example");
  await ana.goes(first, "/app/HELP/items");
  await ana.watches("/app/HELP/inbox");
  const third = await ana.watches("/app/profile");
  await somebodyWaits(newPerson);
  await expect.poll(() => ana.desktop.count(WAITING)).toBe(1);
  await ana.loses(first);
  await somebodyWaits(newPerson);
  await expect.poll(() => ana.desktop.count(WAITING)).toBe(2);
  expect(await seesUntilNow(ana, third)).toEqual([WAITING, WAITING]);
});

test("without a service worker, an alert that the elected tab still had when it crashed comes up in the next one", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0", "--time-to-assign", "30m");
  const ana = await newAgent("granted", { serviceWorkers: "block" });
  const first = await ana.signsIn("ana@northwind.example");
  await ana.goes(first, "/app/HELP/items");
  const second = await ana.watches("/app/HELP/items");
  // It hangs, and a hanging tab still is the elected one.
  void first.evaluate("for (;;);").catch(() => undefined);
  await somebodyWaits(newPerson);
  await expect(second).toHaveTitle(/^\(1\) /);
  expect(ana.titles).toEqual([]);
  await ana.loses(first);
  await expect.poll(() => ana.titles).toEqual([WAITING]);
  expect(await seesUntilNow(ana, second)).toEqual([WAITING]);
});

test("when the customer leaves it as a request or no longer needs it, the pop-up is withdrawn within two seconds", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0", "--time-to-assign", "30m");
  const ana = await newAgent();
  await ana.goes(await ana.signsIn("ana@northwind.example"), "/app/HELP/items");
  for (const [chats, leaves] of [LEAVE_IT, "I no longer need this"].entries()) {
    const chat = await somebodyWaits(newPerson);
    await expect.poll(() => ana.titles.length).toBe(chats + 1);
    expect(ana.desktop.shown.length).toBe(1);
    await chat.button(leaves).click();
    await expect.poll(() => ana.desktop.shown, { timeout: 2_000 }).toEqual([]);
  }
});

test("a chat that is read in one browser is withdrawn in the agent's other one too, where both show it", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0", "--time-to-assign", "30m");
  const [before, last] = [await newAgent(), await newAgent()];
  const befores = await before.signsIn("ana@northwind.example");
  await before.goes(befores, "/app/HELP/inbox");
  await before.opens("about:blank");
  await last.neverAnswers();
  const lasts = await last.signsIn("ana@northwind.example");
  await last.goes(lasts, "/app/HELP/items");
  await somebodyWaits(newPerson);
  await expect.poll(() => last.desktop.shown.length).toBe(1);
  await expect.poll(() => before.desktop.shown.length, { timeout: 30_000 }).toBe(1);
  expect(last.desktop.shown.length, "both show it").toBe(1);
  await befores.bringToFront();
  await new Inbox(befores).opens("Unassigned");
  for (const browser of [before, last]) await expect.poll(() => browser.desktop.shown, { timeout: 2_000 }).toEqual([]);
});

test("a space's name that holds markup stands in a notification as plain text", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0");
  const name = "<b>Bold</b> & <img src=x>";
  const admin = await newPerson();
  await adminSignsIn(admin);
  await admin.goto("/app/site/spaces/HELP");
  await admin.getByLabel("Name").fill(name);
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByRole("heading", { name, exact: true })).toBeVisible();
  const ana = await newAgent();
  await ana.goes(await ana.signsIn("ana@northwind.example"), "/app/HELP/items");
  await somebodyWaits(newPerson);
  await expect.poll(() => ana.titles).toEqual([WAITING]);
  expect(ana.desktop.raised[0]!.text).toContain(`New chat in ${name}`);
});

test("the team's page says in words who can be reached, who blocks notifications, who has no page open, and who did not answer, until a test reaches them", async ({ newAgent, newPerson, server }) => {
  test.setTimeout(90_000);
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0", "--time-to-assign", "30m");
  for (const name of ["Cleo Marsh", "Dan Vega"]) {
    const address = `${name.slice(0, name.indexOf(" ")).toLowerCase()}@northwind.example`;
    await server.baton("user", "add", "--name", name, "--email", address, "--password", PASSWORD, "--space", "HELP");
    await server.baton("team", "add", "Service desk", address);
  }
  const [ana, cleo, dan] = [await newAgent(), await newAgent("denied"), await newAgent()];
  await dan.neverAnswers();
  const pages: Page[] = [];
  for (const [agent, name] of [[ana, "ana"], [cleo, "cleo"], [dan, "dan"]] as const) {
    const page = await agent.signsIn(`${name}@northwind.example`);
    await agent.goes(page, "/app/HELP/items");
    await marks(page, "available");
    pages.push(page);
  }
  await somebodyWaits(newPerson);
  for (const agent of [ana, dan]) await expect.poll(() => agent.titles).toEqual([WAITING]);

  const admin = await newPerson();
  await adminSignsIn(admin);
  await admin.goto("/app/site/teams");
  await admin.getByRole("main").getByRole("link", { name: "Service desk" }).click();
  const member = (name: string) => admin.getByRole("listitem").filter({ hasText: name });
  await expect(async () => {
    await admin.reload();
    await expect(member("Dan Vega")).toContainText("Marked available, but an alert was not answered", { timeout: 1_000 });
  }).toPass({ timeout: 40_000 });
  await expect(member("Ana Torres").getByText("Available", { exact: true })).toBeVisible();
  await expect(member("Ben Okafor")).toContainText("Marked available, no page open");
  await expect(member("Cleo Marsh")).toContainText("Marked available, but notifications are blocked in the browser");
  // A test mends it.
  await seesUntilNow(dan, pages[2]!);
  await expect(pages[2]!.getByText("It has arrived: this browser has shown it.")).toBeVisible();
  await admin.reload();
  await expect(member("Dan Vega").getByText("Available", { exact: true })).toBeVisible();
});

test("without a service worker too, signing out in any tab withdraws everything that is on screen", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0", "--time-to-assign", "30m");
  const ana = await newAgent("granted", { serviceWorkers: "block" });
  const elected = await ana.signsIn("ana@northwind.example");
  await ana.goes(elected, "/app/HELP/items");
  const other = await ana.watches("/app/HELP/items");
  for (let chats = 1; chats <= 2; chats += 1) {
    await somebodyWaits(newPerson);
    await expect.poll(() => ana.desktop.shown.length).toBe(chats);
  }
  await ana.signsOut(other);
  await expect.poll(() => ana.desktop.shown, { timeout: 2_000 }).toEqual([]);

  // And where there is one tab only.
  await other.close();
  await elected.close();
  const only = await ana.signsIn("ana@northwind.example");
  await ana.isListening(only);
  await somebodyWaits(newPerson);
  await expect.poll(() => ana.desktop.shown.length).toBe(1);
  await ana.signsOut(only);
  await expect.poll(() => ana.desktop.shown, { timeout: 2_000 }).toEqual([]);
  expect(ana.titles).toEqual([WAITING, WAITING, WAITING]);
});

test.describe("a browser that slept", () => {
  test.use({ allowed: [/WebSocket|ERR_INTERNET_DISCONNECTED|net::ERR/] });

  test("ten minutes without a clock and a network shows one pop-up for each chat that still waits, and none for what is over", async ({ newAgent, newPerson, server }) => {
    await server.baton("settings", "set", "HELP", "--repeat-alerts", "0", "--time-to-assign", "30m");
    const [ana, ben] = [await newAgent(), await newAgent()];
    const bens = await ben.signsIn("ben@northwind.example");
    await ben.goes(bens, "/app/HELP/items");
    await ana.context.clock.install();
    const first = await ana.signsIn("ana@northwind.example");
    await ana.goes(first, "/app/HELP/items");
    const second = await ana.watches("/app/HELP/inbox");
    const early = await somebodyWaits(newPerson);
    await expect.poll(() => ana.desktop.shown.length).toBe(1);
    for (const page of [first, second]) await page.evaluate("window.marked = true");

    // The lid is closed: no network, no timers. Meanwhile the world goes on.
    await ana.context.setOffline(true);
    await ana.context.clock.pauseAt(new Date(Date.now() + 60_000));
    const chats: Chat[] = [];
    for (let asked = 1; asked <= 3; asked += 1) chats.push(await somebodyWaits(newPerson));
    await expect.poll(() => ben.desktop.shown.length).toBe(4);
    for (const chat of [early, chats[1]!]) await chat.button(LEAVE_IT).click();
    await expect.poll(() => ben.desktop.shown.length).toBe(2);
    expect(ana.titles, "it sleeps").toEqual([WAITING]);

    await ana.context.setOffline(false);
    await ana.context.clock.fastForward("10:00");
    await ana.context.clock.resume();
    await expect.poll(() => ana.titles.length, { timeout: 40_000 }).toBe(3);
    await expect.poll(() => ana.desktop.shown.length, { timeout: 40_000 }).toBe(2);
    for (const page of [first, second]) expect(await page.evaluate("window.marked"), "nothing was reloaded").toBe(true);
    expect(await seesUntilNow(ana, first)).toEqual([WAITING, WAITING, WAITING]);
    expect(ana.desktop.shown.filter((popUp) => popUp.title !== TEST_TITLE).length).toBe(2);
  });
});
