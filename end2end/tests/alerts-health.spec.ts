// Whether notifications arrive, and that an agent is told when they don't.

import { expect, test } from "./support/alerted.js";
import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, isAccessible } from "./support/test.js";

const TEST_TITLE = "Notifications reach you";

test("a test notification is confirmed on the page that asked for it", async ({ newAgent }) => {
  const ana = await newAgent();
  const page = await ana.signsIn("ana@northwind.example");
  await ana.goes(page, "/app/notifications");
  const main = page.getByRole("main");
  await expect(main.getByText("Notifications are on in this browser.")).toBeVisible();
  await main.getByRole("button", { name: "Send a test notification" }).click();
  await expect(main.getByText("It has arrived: this browser has shown it.")).toBeVisible();
  expect(ana.titles).toEqual([TEST_TITLE]);
  // From the banner's neighbour, the bell, to the same page.
  await expect(page.getByRole("link", { name: "Notifications On" })).toHaveAttribute("aria-current", "page");
});

test("nobody is asked before a click, and who allows notifications is reached from then on", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0");
  const ana = await newAgent("default");
  const page = await ana.signsIn("ana@northwind.example");
  await ana.goes(page, "/app/HELP/inbox");
  const banner = page.getByRole("region", { name: "Notifications" });
  await expect(banner).toContainText("Notifications are not turned on in this browser.");
  expect(await page.evaluate("Notification.permission")).toBe("default");
  // The browser's own question can't be seen from here; the person's answer is given in its place.
  await page.evaluate("window.asked = 0; Notification.requestPermission = async () => { window.asked += 1; return 'granted'; }");
  await banner.getByRole("button", { name: "Turn on notifications" }).click();
  expect(await page.evaluate("window.asked")).toBe(1);
  await ana.allows("granted", server.origin);
  await expect(banner).toBeHidden();
  const other = await ana.watches("/app/HELP/items");
  const chat = await Chat.onItsPage(await newPerson());
  await chat.asksForAPerson();
  await expect.poll(() => ana.titles).toEqual(["Guest is waiting"]);
  await other.close();
});

test("who blocks notifications is told so and what to do, and is not counted as available", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--follow-availability", "on");
  const ana = await newAgent("denied");
  const page = await ana.signsIn("ana@northwind.example");
  await ana.goes(page, "/app/HELP/inbox");
  const banner = page.getByRole("region", { name: "Notifications" });
  await expect(banner).toContainText("This browser blocks notifications. Select the lock icon in the address bar, set Notifications to Allow");
  await expect(banner).toContainText("You are not counted as available in Service desk because notifications can’t reach you.");
  const chat = await Chat.onItsPage(await newPerson());
  await expect(chat.button("Talk to a person")).toHaveCount(0);
  await ana.allows("granted", server.origin);
  await expect(banner).toBeHidden();
  await expect(chat.button("Talk to a person")).toBeVisible();
  await ana.allows("denied", server.origin);
  await expect(chat.button("Talk to a person")).toHaveCount(0);
});

test("after a sleep there is one notification for each chat that still waits, and none for what is over", async ({ newAgent, newPerson, server }) => {
  test.setTimeout(180_000);
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "15s", "--time-to-assign", "30m");
  const ana = await newAgent();
  await ana.goes(await ana.signsIn("ana@northwind.example"), "/app/HELP/items");
  const bens = await newPerson();
  await agentSignsIn(bens, "ben");
  await ana.sleeps();
  const chats: Chat[] = [];
  for (const words of ["First", "Second", "Third"]) {
    const chat = await Chat.onItsPage(await newPerson());
    await chat.writeAndSee(words);
    await chat.asksForAPerson();
    chats.push(chat);
  }
  const inbox = new Inbox(bens);
  await inbox.rows("Unassigned").last().click({ timeout: 10_000 });
  await inbox.button("Claim chat").click();
  await expect(inbox.rows("My Chats")).toHaveCount(1);
  // The server has given the browser up when the team's page no longer finds it there.
  const admin = await newPerson();
  await admin.goto("/app/sign-in");
  await admin.getByLabel("E-mail").fill("admin@northwind.example");
  await admin.getByLabel("Password").fill("baton-demo");
  await admin.getByRole("button", { name: "Sign in" }).click();
  await expect(async () => {
    await admin.goto("/app/site/teams");
    await admin.getByRole("main").getByRole("link", { name: "Service desk" }).click();
    await expect(admin.getByRole("listitem").filter({ hasText: "Ana" })).toContainText("no page open", { timeout: 1_000 });
  }).toPass({ timeout: 120_000 });
  expect(ana.titles).toEqual([]);
  await ana.wakes();
  await expect.poll(() => ana.desktop.shown.length, { timeout: 60_000 }).toBe(2);
  expect(new Set(ana.titles)).toEqual(new Set(["Guest is waiting"]));
  // At least two rounds of each were missed; none of them comes late, but the next one may be due by now.
  const woke = ana.desktop.raised[0]!.raisedAt;
  expect(ana.desktop.raised.filter((popUp) => popUp.raisedAt < woke + 10_000).length).toBeLessThanOrEqual(4);
  expect(ana.desktop.raised.filter((popUp) => !popUp.replaced).length).toBe(2);
});

test("axe finds nothing on the page of notifications and on the sidebar, in light and dark, and both fit into 320 pixels", async ({ newPerson }) => {
  const page = await newPerson({ viewport: { width: 320, height: 640 } });
  await agentSignsIn(page, "ana");
  await expect(page.locator("body[data-alerts]")).toBeAttached();
  await isAccessible(page);
  for (const path of ["/app/notifications", "/app/HELP/items", "/app/HELP/inbox"]) {
    await page.goto(path);
    await expect(page.locator("body[data-alerts]")).toBeAttached();
    const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    expect(overflow, path).toBe(0);
    await page.locator("#availability summary").click();
    await expect(page.getByRole("switch", { name: "Service desk" })).toBeInViewport();
    await isAccessible(page);
  }
});

test("the page of notifications works without script, and says what needs it", async ({ newPerson }) => {
  const page = await newPerson({ javaScriptEnabled: false });
  await page.goto("/app/sign-in");
  await page.getByLabel("E-mail").fill("ana@northwind.example");
  await page.getByLabel("Password").fill("baton-demo");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Notifications" }).click();
  await expect(page.getByText("Notifications need JavaScript")).toBeVisible();
  await expect(page.getByText("Go to System Settings, then Notifications")).toBeAttached();
  await expect(page.getByText("Go to Settings, then System, then Notifications")).toBeAttached();
  await expect(page.getByRole("button", { name: "Hear it" })).toBeHidden();
  await page.getByRole("radio", { name: "Knock" }).check();
  await page.getByRole("checkbox", { name: "Keep new chats quiet" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("radio", { name: "Knock" })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Keep new chats quiet" })).toBeChecked();
});

test("availability is changed at once on any page, and the agent's other tabs follow", async ({ newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--follow-availability", "on");
  const page = await newPerson();
  await agentSignsIn(page, "ana");
  const other = await page.context().newPage();
  await other.goto("/app/HELP/items");
  await expect(other.locator("#availability summary")).toContainText("Available");
  const chat = await Chat.onItsPage(await newPerson());
  await expect(chat.button("Talk to a person")).toBeVisible();
  await page.locator("#availability summary").click();
  const choice = page.getByRole("switch", { name: "Service desk" });
  await choice.click();
  await expect(choice).toHaveAttribute("aria-checked", "false");
  await expect(choice).toBeFocused();
  await expect(page).toHaveURL(/\/app\/HELP\/inbox$/);
  await expect(page.locator("#availability summary")).toContainText("Unavailable");
  await expect(other.locator("#availability summary")).toContainText("Unavailable", { timeout: 1_500 });
  await expect(chat.button("Talk to a person")).toHaveCount(0);
});

test("a change of availability is in the agent's other browser within a second", async ({ newPerson }) => {
  const [one, other] = [await newPerson(), await newPerson()];
  for (const page of [one, other]) {
    await agentSignsIn(page, "ana");
    await expect(page.locator("body[data-alerts]")).toBeAttached();
  }
  for (const state of ["Unavailable", "Available"]) {
    const menu = one.locator("#availability");
    if ((await menu.getAttribute("open")) === null) await menu.locator("summary").click();
    await menu.getByRole("switch", { name: "Service desk" }).click();
    await expect(menu.locator("summary .state-now")).toHaveText(state);
    await expect(other.locator("#availability summary .state-now")).toHaveText(state, { timeout: 1_000 });
  }
});

test("availability is changed without script too, and the page that it was changed on comes back", async ({ newPerson }) => {
  const page = await newPerson({ javaScriptEnabled: false });
  await page.goto("/app/sign-in");
  await page.getByLabel("E-mail").fill("ana@northwind.example");
  await page.getByLabel("Password").fill("baton-demo");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.goto("/app/HELP/items");
  await page.locator("#availability summary").click();
  await page.getByRole("switch", { name: "Service desk" }).click();
  await expect(page).toHaveURL(/\/app\/HELP\/items/);
  await expect(page.locator("#availability summary")).toContainText("Unavailable");
});

test("the title and the icon of every page say how many chats want something, and no title says it twice", async ({ newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0");
  const page = await newPerson();
  await agentSignsIn(page, "ana");
  const items = await page.context().newPage();
  await items.goto("/app/HELP/items");
  await expect(items.locator("body[data-alerts]")).toBeAttached();
  await expect(items).toHaveTitle("Work items · HELP");
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("My screen flickers");
  await chat.asksForAPerson();
  await expect(items).toHaveTitle("(1) Work items · HELP");
  await expect(page).toHaveTitle("(1) Live chat inbox · HELP");
  await expect(items.locator("link[rel=icon]")).toHaveAttribute("href", /%3E1%3C/);
  await expect(items.getByRole("link", { name: /1 chat waits for you/ })).toBeVisible();
  await new Inbox(page).claims();
  await expect(items).toHaveTitle("Work items · HELP");
  await expect(page).toHaveTitle("Live chat inbox · HELP");
});
