// A customer's own account on the portal: name, password, and where they are signed in.

import { type Page } from "@playwright/test";

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { fits } from "./support/settings.js";
import { PASSWORD, agentSignsIn, expect, isAccessible, test } from "./support/test.js";

const ACCOUNT = "/portal/HELP/account";

async function signsIn(page: Page, password = PASSWORD): Promise<void> {
  await page.goto("/portal/HELP/sign-in");
  await page.getByLabel("E-mail").fill("casey@example.com");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a customer finds the account in the header, changes the name, and the agent's inbox calls them by it at once", async ({ newPerson }) => {
  const page = await newPerson();
  await signsIn(page);
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee("My badge is broken");
  await chat.asksForAPerson();
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  await expect(inbox.rows("Unassigned")).toContainText("Casey Lee");
  await inbox.opens("Unassigned");

  await page.goto("/portal/HELP");
  await page.getByRole("link", { name: "Casey Lee, your account" }).click();
  await expect(page).toHaveURL(new RegExp(`${ACCOUNT}$`));
  await page.getByLabel("Name").fill("Casey Moreau");
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByRole("status")).toHaveText("Your name is saved.");
  await expect(page.getByRole("link", { name: "Casey Moreau, your account" })).toBeVisible();
  await expect(inbox.rows("Unassigned")).toContainText("Casey Moreau", { timeout: 1_000 });
  await expect(inbox.details).toContainText("Casey Moreau", { timeout: 1_000 });
});

test("a guest who signs in while waiting is called by name at once, in the list and in the conversation that the agent has open", async ({ newPerson }) => {
  const page = await newPerson();
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee("My badge is broken");
  await chat.asksForAPerson();
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  await inbox.opens("Unassigned");
  await expect(inbox.rows("Unassigned")).toContainText(/Guest \d{4}/);
  await expect(inbox.details).toContainText(/Guest \d{4}/);

  await signsIn(page);
  await expect(page).not.toHaveURL(/sign-in/);
  await expect(inbox.rows("Unassigned")).toContainText("Casey Lee", { timeout: 1_000 });
  await expect(inbox.details).toContainText("Casey Lee", { timeout: 1_000 });
});

test("without script a new password is asked for beside its field, and the other browsers are signed out", async ({ newPerson }) => {
  const [here, elsewhere] = [await newPerson({ javaScriptEnabled: false }), await newPerson()];
  await signsIn(here);
  await signsIn(elsewhere);
  await here.goto(ACCOUNT);
  await here.getByLabel("Present password").fill("not this one");
  await here.getByLabel("New password").fill("a better password");
  await here.getByRole("button", { name: "Change password" }).click();
  await expect(here.getByLabel("Present password")).toHaveAccessibleDescription("This is not your present password.");
  await expect(here.getByLabel("New password")).toHaveValue("");
  await here.getByLabel("Present password").fill(PASSWORD);
  await here.getByLabel("New password").fill("a better password");
  await here.getByRole("button", { name: "Change password" }).click();
  await expect(here.getByRole("status")).toContainText("Your password is changed.");
  await elsewhere.goto(ACCOUNT);
  await expect(elsewhere.getByText("You are not signed in.")).toBeVisible();
  await signsIn(elsewhere, "a better password");
  await expect(elsewhere.getByRole("link", { name: "Casey Lee, your account" })).toBeVisible();
});

test("signing out everywhere closes the chat that is open in another browser within a second", async ({ newPerson }) => {
  const [here, elsewhere] = [await newPerson(), await newPerson()];
  await signsIn(here);
  await signsIn(elsewhere);
  const chat = await Chat.onItsPage(elsewhere);
  await chat.writeAndSee("How do I connect to the VPN?");
  await here.goto(ACCOUNT);
  await here.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(here.getByRole("status")).toHaveText("You are signed out in every browser.");
  await expect(chat.log.getByText("How do I connect to the VPN?")).toHaveCount(0, { timeout: 1_000 });
  await elsewhere.goto("/portal/HELP/requests");
  await expect(elsewhere.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
});

test("a guest is shown how to sign in, and comes back to the account", async ({ newPerson }) => {
  const page = await newPerson();
  await page.goto(ACCOUNT);
  await expect(page.getByText("You are not signed in.")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("E-mail").fill("casey@example.com");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Casey Lee");
});

test("axe finds nothing on the account, and nothing is wider than a phone", async ({ newPerson }) => {
  const page = await newPerson({ viewport: { width: 320, height: 640 } });
  await page.goto(ACCOUNT);
  await isAccessible(page);
  await fits(page);
  await signsIn(page);
  await page.goto(ACCOUNT);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/Use at least 8 characters/);
  await isAccessible(page);
  await fits(page);
});
