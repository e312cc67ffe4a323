// "Receive live chat notifications": who is notified, and that each is notified once. Pop-ups are counted where a real
// browser asked the system for them.

import { expect, test } from "./support/alerted.js";
import { Inbox } from "./support/agent.js";
import { TEST_TITLE, WAITING, marks, seesUntilNow, somebodyWaits } from "./support/alerts.js";
import { Chat } from "./support/customer.js";

test.describe("who receives notifications for a new chat in the queue", () => {
  test("if the availability toggle is on, only agents in the mapped team who are marked as available are notified", async ({ newAgent, newPerson, server }) => {
    await server.baton("settings", "set", "HELP", "--follow-availability", "on", "--repeat-alerts", "0");
    const [ana, ben, alex] = [await newAgent(), await newAgent(), await newAgent()];
    const anas = await ana.signsIn("ana@northwind.example");
    const bens = await ben.signsIn("ben@northwind.example");
    const alexs = await alex.signsIn("admin@northwind.example");
    for (const [agent, page] of [[ana, anas], [ben, bens], [alex, alexs]] as const) await agent.goes(page, "/app/HELP/items");
    await marks(bens, "unavailable");
    await somebodyWaits(newPerson);
    await expect.poll(() => ana.titles).toEqual([WAITING]);
    expect(await seesUntilNow(ben, bens)).toEqual([]);
    expect(await seesUntilNow(alex, alexs)).toEqual([]);
    expect(await seesUntilNow(ana, anas)).toEqual([WAITING]);
  });

  test("if the availability toggle is off, all agents in the mapped team are notified regardless of their availability", async ({ newAgent, newPerson, server }) => {
    await server.baton("settings", "set", "HELP", "--follow-availability", "off", "--repeat-alerts", "0");
    const [ana, ben, alex] = [await newAgent(), await newAgent(), await newAgent()];
    const anas = await ana.signsIn("ana@northwind.example");
    const bens = await ben.signsIn("ben@northwind.example");
    const alexs = await alex.signsIn("admin@northwind.example");
    for (const [agent, page] of [[ana, anas], [ben, bens], [alex, alexs]] as const) await agent.goes(page, "/app/HELP/items");
    await marks(bens, "unavailable");
    await somebodyWaits(newPerson);
    await expect.poll(() => ana.titles).toEqual([WAITING]);
    await expect.poll(() => ben.titles).toEqual([WAITING]);
    expect(await seesUntilNow(alex, alexs)).toEqual([]);
  });

  test("if no team is mapped, only the agent actively watching the live chat inbox tab is notified", async ({ newAgent, newPerson, server }) => {
    await server.baton("settings", "set", "HELP", "--team", "none", "--repeat-alerts", "0");
    const [ana, ben, alex] = [await newAgent(), await newAgent(), await newAgent()];
    const anas = await ana.signsIn("ana@northwind.example");
    await ana.goes(anas, "/app/HELP/inbox");
    // Ben reads something else; Alex has the inbox open behind another tab.
    const bens = await ben.signsIn("ben@northwind.example");
    await ben.goes(bens, "/app/HELP/items");
    const alexs = await alex.signsIn("admin@northwind.example");
    await alex.goes(alexs, "/app/HELP/inbox");
    const other = await alex.watches("/app/HELP/items");
    await anas.bringToFront();
    await somebodyWaits(newPerson);
    await expect.poll(() => ana.titles).toEqual([WAITING]);
    expect(await seesUntilNow(ben, bens)).toEqual([]);
    expect(await seesUntilNow(alex, other)).toEqual([]);
  });
});

test("a new message in an assigned chat comes up for its agent alone, and never while that chat is in front of them", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0");
  const [ana, ben] = [await newAgent(), await newAgent()];
  const bens = await ben.signsIn("ben@northwind.example");
  await ben.goes(bens, "/app/HELP/items");
  const anas = await ana.signsIn("ana@northwind.example");
  await ana.goes(anas, "/app/HELP/inbox");
  const chat = await somebodyWaits(newPerson);
  await expect.poll(() => ben.titles).toEqual([WAITING]);
  await new Inbox(anas).claims();
  await expect.poll(() => ana.desktop.shown.length).toBe(0);
  const before = ana.titles.length;

  await chat.writeAndSee("It is the left one");
  await expect(new Inbox(anas).log.getByText("It is the left one")).toBeVisible();
  const other = await ana.watches("/app/HELP/items");
  expect(ana.titles.length, "it was in front").toBe(before);
  await chat.writeAndSee("Are you there?");
  await expect.poll(() => ana.titles.slice(before)).toEqual(["Guest wrote to you"]);
  expect(ana.desktop.shown[0]?.text, "no words of the customer's, unless the agent allows it").not.toContain("Are you there?");
  expect(await seesUntilNow(ben, bens)).toEqual([WAITING]);
  // Reading it takes the pop-up away.
  await other.close();
  await anas.bringToFront();
  await expect.poll(() => ana.desktop.shown.filter((popUp) => popUp.title !== TEST_TITLE).length, { timeout: 2_000 }).toBe(0);
});

test("with one to five tabs, with one loaded anew and the one that showed it closed, each alert comes up exactly once", async ({ newAgent, newPerson, server }) => {
  test.setTimeout(120_000);
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0", "--time-to-assign", "30m");
  const ana = await newAgent();
  const tabs = [await ana.signsIn("ana@northwind.example")];
  await ana.goes(tabs[0]!, "/app/HELP/inbox");
  const paths = ["/app/HELP/items", "/app/HELP/inbox", "/app/profile", "/app/HELP/items"];
  for (let chats = 1; chats <= 5; chats += 1) {
    await somebodyWaits(newPerson);
    await expect.poll(() => ana.desktop.count(WAITING)).toBe(chats);
    if (chats < 5) tabs.push(await ana.watches(paths[chats - 1]!));
  }
  // One is loaded anew while the alert comes.
  const reloaded = tabs[1]!.reload();
  await somebodyWaits(newPerson);
  await reloaded;
  await ana.isListening(tabs[1]!);
  await expect.poll(() => ana.desktop.count(WAITING)).toBe(6);
  await tabs.shift()!.close();
  await somebodyWaits(newPerson);
  await expect.poll(() => ana.desktop.count(WAITING)).toBe(7);
  expect(await seesUntilNow(ana, tabs[0]!)).toEqual(Array.from({ length: 7 }, () => WAITING));
  expect(ana.desktop.raised.filter((popUp) => popUp.replaced)).toEqual([]);
});

test("when a colleague claims, the pop-up is withdrawn within two seconds", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0");
  const [ana, ben] = [await newAgent(), await newAgent()];
  await ana.goes(await ana.signsIn("ana@northwind.example"), "/app/HELP/items");
  const bens = await ben.signsIn("ben@northwind.example");
  await ben.goes(bens, "/app/HELP/inbox");
  await somebodyWaits(newPerson);
  await expect.poll(() => ana.desktop.shown.map((popUp) => popUp.title)).toEqual([WAITING]);
  await new Inbox(bens).claims();
  await expect.poll(() => ana.desktop.shown, { timeout: 2_000 }).toEqual([]);
});

test("when the agent signs out, everything of theirs that is on screen is withdrawn", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0");
  const ana = await newAgent();
  const page = await ana.signsIn("ana@northwind.example");
  await ana.goes(page, "/app/HELP/items");
  for (let chats = 1; chats <= 2; chats += 1) {
    await somebodyWaits(newPerson);
    await expect.poll(() => ana.desktop.shown.length).toBe(chats);
  }
  // The last one is a moment old, and there is no other page that could be told.
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/sign-in/);
  await expect.poll(() => ana.desktop.shown, { timeout: 2_000 }).toEqual([]);
  expect(ana.titles).toEqual([WAITING, WAITING]);
});

test("selecting a notification opens the conversation in a new browser tab, also when the product's tab shows something else by now", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0");
  const ana = await newAgent();
  const page = await ana.signsIn("ana@northwind.example");
  await ana.goes(page, "/app/HELP/items");
  const first = await somebodyWaits(newPerson);
  await first.writeAndSee("The left one");
  await expect.poll(() => ana.desktop.shown.length).toBe(1);
  await page.goto("about:blank");
  const opened = ana.context.waitForEvent("page");
  ana.desktop.press(ana.desktop.shown[0]!);
  const tab = await opened;
  await expect(tab).toHaveURL(/\/app\/HELP\/inbox\/[0-9a-f-]{36}$/);
  await expect(new Inbox(tab).log.getByText("The left one")).toBeVisible();
  expect(page.url()).toBe("about:blank");
});

test("an unclaimed chat comes up again at the interval, and no more once it is claimed", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "15s", "--time-to-assign", "30m");
  const ana = await newAgent();
  const page = await ana.signsIn("ana@northwind.example");
  await ana.goes(page, "/app/HELP/items");
  await somebodyWaits(newPerson);
  await expect.poll(() => ana.desktop.count(WAITING), { timeout: 40_000 }).toBe(2);
  expect(ana.desktop.shown.length, "the newer takes the place of the older").toBe(1);
  await ana.goes(page, "/app/HELP/inbox");
  await new Inbox(page).claims();
  await expect.poll(() => ana.desktop.shown).toEqual([]);
});

test("new chats are kept quiet while the agent watches the inbox, if the agent wants it so", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0");
  const ana = await newAgent();
  const page = await ana.signsIn("ana@northwind.example");
  await ana.goes(page, "/app/notifications");
  await page.getByRole("checkbox", { name: "Keep new chats quiet" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(/done=yes/);
  await ana.goes(page, "/app/HELP/inbox");
  await somebodyWaits(newPerson);
  await expect(new Inbox(page).rows("Unassigned")).toHaveCount(1);
  await ana.hasDealtWith(1);
  expect(ana.titles).toEqual([]);
  const other = await ana.watches("/app/HELP/items");
  await somebodyWaits(newPerson);
  await expect.poll(() => ana.titles).toEqual([WAITING]);
  expect(await seesUntilNow(ana, other)).toEqual([WAITING]);
});

test("of an agent's browsers the one used last shows an alert, and the other ten seconds later if that one does not answer", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0", "--time-to-assign", "30m");
  const [before, last] = [await newAgent(), await newAgent()];
  const befores = await before.signsIn("ana@northwind.example");
  await before.goes(befores, "/app/HELP/items");
  await before.opens("about:blank");
  const lasts = await last.signsIn("ana@northwind.example");
  await last.goes(lasts, "/app/HELP/items");
  await somebodyWaits(newPerson);
  await expect.poll(() => last.titles).toEqual([WAITING]);
  expect(before.titles).toEqual([]);
  await last.sleeps();
  const asked = Date.now();
  await somebodyWaits(newPerson);
  await expect.poll(() => before.titles, { timeout: 30_000 }).toEqual([WAITING]);
  expect(Date.now() - asked).toBeGreaterThan(9_000);
});

test("without a service worker one elected tab shows each alert, and the next one takes its place", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0", "--time-to-assign", "30m");
  const ana = await newAgent("granted", { serviceWorkers: "block" });
  const first = await ana.signsIn("ana@northwind.example");
  await ana.goes(first, "/app/HELP/items");
  const second = await ana.watches("/app/HELP/inbox");
  const third = await ana.watches("/app/profile");
  await somebodyWaits(newPerson);
  await expect.poll(() => ana.desktop.count(WAITING)).toBe(1);
  await first.close();
  await somebodyWaits(newPerson);
  await expect.poll(() => ana.desktop.count(WAITING)).toBe(2);
  const opened = ana.context.waitForEvent("page");
  ana.desktop.press(ana.desktop.shown.at(-1)!);
  await expect(await opened).toHaveURL(/\/app\/HELP\/inbox\/[0-9a-f-]{36}$/);
  await second.bringToFront();
  expect(await seesUntilNow(ana, third)).toEqual([WAITING, WAITING]);
});

test("names and words in a notification are plain text, whatever they hold", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0");
  const name = "<b>Bold</b> & \u202eevil";
  await server.baton("user", "add", "--name", name, "--email", "bold@example.com", "--password", "baton-demo", "--space", "HELP", "--role", "customer");
  const ana = await newAgent();
  const page = await ana.signsIn("ana@northwind.example");
  await ana.goes(page, "/app/notifications");
  await page.getByRole("checkbox", { name: "Show the customer’s words in notifications" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(/done=yes/);
  await ana.isListening(page);
  const customer = await newPerson();
  await customer.goto("/portal/HELP/sign-in");
  await customer.getByLabel("E-mail").fill("bold@example.com");
  await customer.getByLabel("Password").fill("baton-demo");
  await customer.getByRole("button", { name: "Sign in" }).click();
  const chat = await Chat.onItsPage(customer);
  await chat.writeAndSee("My screen flickers");
  await chat.asksForAPerson();
  await expect.poll(() => ana.desktop.raised.length).toBe(1);
  const [waits] = ana.desktop.raised;
  expect(waits!.title).toContain("<b>Bold</b> & ");
  expect(waits!.title).not.toContain("\u202e");
  expect(waits!.title).toMatch(/ is waiting$/);
  await ana.goes(page, "/app/HELP/inbox");
  await new Inbox(page).claims();
  await ana.watches("/app/HELP/items");
  await chat.writeAndSee("<img src=x onerror=alert(1)> مرحبا");
  await expect.poll(() => ana.desktop.raised.length).toBe(2);
  expect(ana.desktop.raised[1]!.text).toContain("<img src=x onerror=alert(1)> مرحبا");
});
