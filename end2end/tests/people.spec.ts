// People of the site: how the first and the next come in, and what open pages do when rights change.

import type { Page } from "@playwright/test";

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { People } from "./support/people.js";
import type { Server } from "./support/server.js";
import { PASSWORD, agentSignsIn, expect, staffSignsIn, test } from "./support/test.js";

/** So soon an open page has noticed. */
const AT_ONCE = { timeout: 2_000 };

const DISABLED = /Your account has been disabled\. An admin of the site can tell you why; what you wrote is kept/;
const SIGNED_OUT = /You are signed out\. Sign in to go on; what you wrote is kept/;

/** Ana's inbox with a chat of hers, in which she has begun a reply. */
async function anaIsWriting(page: Page, customer: Page): Promise<Inbox> {
  await agentSignsIn(page, "ana");
  const inbox = new Inbox(page);
  const chat = await Chat.onItsPage(customer);
  await chat.writeAndSee("My laptop shows a blue screen");
  await chat.asksForAPerson();
  await inbox.claims();
  await inbox.reply.fill("A reply that I began");
  return inbox;
}

test.describe("first start", () => {
  test.use({ content: "nothing" });

  test("the set-up page with the code from the console makes the site, its first admin and its first space, once", async ({ newPerson, server, allowed }) => {
    allowed.push(/404/);
    const page = await newPerson();
    const code = await server.printed(/this code, which works once:\s+(\S+)/);
    await page.goto("/app");
    await expect(page, "there is nobody to sign in as").toHaveURL(/\/setup$/);
    await page.goto("/");
    await page.getByRole("link", { name: "Set up Baton" }).click();
    const field = (name: string) => page.getByLabel(name, { exact: true });
    await field("Set-up code").fill("a-guess");
    await field("Your name").fill("Dana Diaz");
    await field("E-mail address").fill("dana@example.org");
    await field("Password").fill("correct horse battery");
    await field("Name of the space").fill("Lab support");
    await field("Key").fill("LAB");
    await page.getByRole("button", { name: "Set up" }).click();
    await expect(page.getByText("This is not the code that the server has printed.")).toBeVisible();
    await expect(field("Name of the space")).toHaveValue("Lab support");
    await field("Set-up code").fill(code);
    await field("Password").fill("correct horse battery");
    await page.getByRole("button", { name: "Set up" }).click();
    await expect(page).toHaveURL(/\/app\/LAB\/settings/);
    await expect(page.getByText("Lab support").first()).toBeVisible();
    expect((await page.goto("/setup"))?.status(), "the page is gone").toBe(404);
    await page.goto("/portal/LAB");
    await expect(page.getByRole("heading").first()).toBeVisible();
  });
});

test("somebody who is invited by a link joins with it once, and signs in from then on", async ({ newPerson, allowed }) => {
  allowed.push(/404/);
  const people = await People.opens(await newPerson());
  const link = await people.invites("Dora Duarte", "dora@northwind.example", "HELP");
  await expect(people.main.getByRole("region", { name: "Open invitations" })).toContainText("Dora Duarte");

  const dora = await newPerson();
  await dora.goto(link);
  await expect(dora.getByText("Alex Admin has invited you. You will sign in as dora@northwind.example.")).toBeVisible();
  await dora.getByLabel("Password", { exact: true }).fill("short");
  await dora.getByRole("button", { name: "Create account" }).click();
  await expect(dora.getByText("A password has at least 8 characters.")).toBeVisible();
  await expect(dora.getByLabel("Your name")).toHaveValue("Dora Duarte");
  await dora.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await dora.getByRole("button", { name: "Create account" }).click();
  await expect(dora.getByRole("heading", { name: "Live chat inbox" })).toBeVisible();

  const again = await newPerson();
  expect((await again.goto(link))?.status(), "the link is used up").toBe(404);
  await staffSignsIn(again, "dora@northwind.example", "correct horse battery");
  await expect(again.getByRole("heading", { name: "Live chat inbox" })).toBeVisible();
  await people.opensAgain();
  await expect(people.row("dora@northwind.example")).toBeVisible();
  await expect(people.main.getByRole("region", { name: "Open invitations" })).toHaveCount(0);
});

test("who is disabled reads so on the open page, and what was being written is still there", async ({ newPerson }) => {
  const page = await newPerson();
  const inbox = await anaIsWriting(page, await newPerson());
  const people = await People.opens(await newPerson());
  await people.presses("Disable", "Ana Torres");
  await expect(page.getByRole("alert").filter({ hasText: DISABLED })).toBeVisible(AT_ONCE);
  await expect(inbox.reply).toHaveValue("A reply that I began");
  await expect(people.row("ana@northwind.example")).toContainText("Disabled");

  // Her chat waits for a colleague at once.
  const ben = await newPerson();
  await agentSignsIn(ben, "ben");
  await expect(new Inbox(ben).rows("Unassigned")).toHaveCount(1);
  await page.goto("/app/HELP/inbox");
  await expect(page.getByRole("heading", { name: "Sign in to Baton" })).toBeVisible();

  await people.presses("Enable", "Ana Torres");
  await agentSignsIn(page, "ana");
  await inbox.opens("Unassigned");
  await expect(page.getByText("Your reply is kept. Claim the chat to go on with it.")).toBeVisible();
  await inbox.button("Claim chat").click();
  await expect(inbox.reply).toHaveValue("A reply that I began");
});

test("a role that is taken away ends the open inbox at once and says whom to ask", async ({ newPerson }) => {
  const page = await newPerson();
  const inbox = await anaIsWriting(page, await newPerson());
  const admin = await newPerson();
  await staffSignsIn(admin, "admin@northwind.example");
  await admin.goto("/app/HELP/settings/members");
  await admin.getByRole("button", { name: "Remove: Ana Torres" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "You are no longer an agent of this space." })).toBeVisible(AT_ONCE);
  await expect(inbox.reply).toHaveValue("A reply that I began");
  await page.goto("/app");
  await expect(page.getByText("You are not an agent of any space yet.")).toBeVisible();
});

test("a password changed elsewhere ends every other session at once, and signing in goes on where one was", async ({ newPerson }) => {
  const page = await newPerson();
  const inbox = await anaIsWriting(page, await newPerson());
  const elsewhere = await newPerson();
  await staffSignsIn(elsewhere, "ana@northwind.example");
  await elsewhere.goto("/app/profile");
  await elsewhere.getByLabel("Present password").fill(PASSWORD);
  await elsewhere.getByLabel("New password").fill("correct horse battery");
  await elsewhere.getByRole("button", { name: "Change password" }).click();
  await expect(elsewhere.getByRole("status")).toHaveText("Saved.");

  await expect(page.getByRole("alert").filter({ hasText: SIGNED_OUT })).toBeVisible(AT_ONCE);
  // Enter puts the words into the outbox, from where they go out after the sign-in.
  await inbox.reply.press("Enter");
  await page.getByRole("alert").getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("E-mail").fill("ana@northwind.example");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Sign in" }).click();
  await inbox.opens("My Chats");
  await expect(inbox.log.getByText("A reply that I began")).toHaveCount(1);
  await elsewhere.reload();
  await expect(elsewhere.getByRole("heading", { name: "Your profile" })).toBeVisible();
});

test("sign out everywhere ends a person's open pages at once", async ({ newPerson }) => {
  const pages = [await newPerson(), await newPerson()];
  for (const page of pages) await agentSignsIn(page, "ana");
  const people = await People.opens(await newPerson());
  await people.presses("Sign out everywhere", "Ana Torres");
  for (const page of pages) await expect(page.getByRole("alert").filter({ hasText: SIGNED_OUT })).toBeVisible(AT_ONCE);
});

test("the last site admin can neither be disabled nor end being one", async ({ newPerson }) => {
  const people = await People.opens(await newPerson());
  for (const what of ["Disable", "End site admin"]) {
    await people.presses(what, "Alex Admin");
    await expect(people.main.getByRole("alert")).toHaveText("This is the last site admin. Make somebody else site admin first.");
  }
  await people.presses("Make site admin", "Ben Okafor");
  await people.presses("End site admin", "Alex Admin");
  await expect(people.page, "those pages are closed to the reader now").toHaveURL(/\/app\/HELP\/inbox$/);
});

test("a team is created, gets members by search, is renamed, and gives members back", async ({ newPerson }) => {
  const people = await People.opens(await newPerson());
  const { page, main } = people;
  await page.getByRole("link", { name: "Teams", exact: true }).click();
  await main.getByLabel("Name", { exact: true }).fill("Service desk");
  await main.getByRole("button", { name: "Create" }).click();
  await expect(main.getByText("Another team has this name.")).toBeVisible();
  await main.getByLabel("Name", { exact: true }).fill("Night shift");
  await main.getByRole("button", { name: "Create" }).click();
  await expect(page.getByRole("heading", { name: "Night shift", level: 1 })).toBeVisible();
  await expect(main.getByText("Nobody is in this team yet.")).toBeVisible();

  await main.getByLabel("Name or e-mail address").fill("okaf");
  await main.getByRole("button", { name: "Search" }).click();
  await main.getByRole("button", { name: "Add: Ben Okafor" }).click();
  await expect(main.getByRole("region", { name: "Members", exact: true })).toContainText("Ben Okafor");
  await main.getByLabel("Name or e-mail address").fill("nobody of this name");
  await main.getByRole("button", { name: "Search" }).click();
  await expect(main.getByText("Nobody matches.")).toBeVisible();

  await main.getByLabel("Name", { exact: true }).fill("Early shift");
  await main.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("heading", { name: "Early shift", level: 1 })).toBeVisible();
  await main.getByRole("button", { name: "Remove: Ben Okafor" }).click();
  await expect(main.getByText("Nobody is in this team yet.")).toBeVisible();
  await page.goto("/app/site/teams");
  await expect(main.getByRole("listitem").filter({ hasText: "Early shift" })).toContainText("0 members");
});

/** So many more members of the service desk, which has two; none of them is there. */
async function serviceDeskGrowsBy(members: number, server: Server): Promise<void> {
  const addresses = Array.from({ length: members }, (_, number) => `agent${number}@northwind.example`);
  const add = (email: string) => server.baton("user", "add", "--name", "Agent", "--email", email, "--password", PASSWORD);
  for (let at = 0; at < addresses.length; at += 6) await Promise.all(addresses.slice(at, at + 6).map(add));
  await server.baton("team", "add", "Service desk", ...addresses);
}

test("with the availability toggle on and nobody available, a team of 101 members offers a person, and one of 100 does not", async ({ newPerson, server }) => {
  test.setTimeout(120_000);
  await server.baton("settings", "set", "HELP", "--follow-availability", "on");
  const chat = await Chat.onItsPage(await newPerson());
  await expect(chat.button("Talk to a person")).toHaveCount(0);
  await serviceDeskGrowsBy(99, server);
  await expect(chat.button("Talk to a person")).toBeVisible();
  const people = await People.opens(await newPerson());
  const { page, main } = people;
  await page.goto("/app/HELP/settings/live-chat/team");
  await expect(main.getByText("on, but acts as off, because the team has 101 members and 100 is the most that counts")).toBeVisible();

  await page.goto("/app/site/teams");
  await main.getByRole("link", { name: "Service desk" }).click();
  await people.presses("Remove", "Ben Okafor");
  await expect(chat.button("Talk to a person")).toHaveCount(0);
  await page.goto("/app/HELP/settings/live-chat/team");
  await expect(main.getByText("on, and nobody of the team is available, so live chat is hidden")).toBeVisible();
});

test("in a team of more than 100 members availability can't be set, neither on the profile nor in the menu of any page, and both say why", async ({ newPerson, server }) => {
  test.setTimeout(120_000);
  const ana = await newPerson();
  await staffSignsIn(ana, "ana@northwind.example");
  await ana.goto("/app/profile");
  const availability = ana.getByRole("region", { name: "Availability" });
  const away = availability.getByRole("button", { name: "Mark me unavailable: Service desk" });
  await away.click();
  await expect(availability).toContainText("Not available");

  await serviceDeskGrowsBy(99, server);
  await ana.reload();
  await expect(availability.getByRole("button", { name: "Mark me available" })).toBeDisabled();
  const why = "This team has more than 100 members. Its members can't mark themselves available or unavailable";
  await expect(availability).toContainText(why);

  await ana.goto("/app/HELP/items");
  const menu = ana.locator("#availability");
  await menu.locator("summary").click();
  const choice = menu.getByRole("switch", { name: "Service desk" });
  await expect(choice).toBeDisabled();
  await expect(choice).toHaveAccessibleDescription(new RegExp(`^${why}`));
  await expect(menu.getByText(why)).toBeVisible();
});

test("the audit log shows who changed what from which value to which, and its filters narrow it", async ({ newPerson }) => {
  const people = await People.opens(await newPerson());
  const { page, main } = people;
  await page.goto("/app/site/plan");
  await main.getByLabel("Standard").check();
  await main.getByRole("button", { name: "Save" }).click();
  await people.opensAgain();
  await people.presses("Make site admin", "Ben Okafor");

  await page.getByRole("link", { name: "Audit log" }).click();
  const rows = main.getByRole("listitem");
  const plan = rows.filter({ hasText: "Changed the plan" });
  await expect(plan).toHaveCount(1);
  await expect(plan).toContainText("Alex Admin");
  await expect(plan.getByRole("deletion")).toHaveText("enterprise");
  await expect(plan.getByRole("insertion")).toHaveText("standard");
  await main.getByLabel("What").selectOption({ label: "Made site admin" });
  await main.getByLabel("Who").selectOption({ label: "Alex Admin" });
  await main.getByRole("button", { name: "Filter" }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText("Ben Okafor");
  await main.getByLabel("Who").selectOption({ label: "Ben Okafor" });
  await main.getByRole("button", { name: "Filter" }).click();
  await expect(main.getByText("Nothing was recorded here.")).toBeVisible();
});
