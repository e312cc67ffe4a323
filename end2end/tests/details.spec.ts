// The right column of the inbox: who the customer is, and what led to the chat.

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { PASSWORD, agentSignsIn, expect, test } from "./support/test.js";

test("the right column tells of a customer with an account: name, address, the work item, earlier ones, and what was said to Rovo", async ({ newPerson }) => {
  const page = await newPerson();
  await page.goto("/portal/HELP/sign-in");
  await page.getByLabel("E-mail").fill("casey@example.com");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.goto("/portal/HELP/requests/new");
  await page.getByLabel("Summary").fill("A new keyboard");
  await page.getByLabel("Description").fill("The letter E is stuck.");
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByText("HELP-1").first()).toBeVisible();
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee("How do I connect to the VPN?");
  await expect(chat.log).toContainText("Did this help?");
  await chat.button("No").click();
  await expect(chat.log).toContainText("Sorry that this did not help.");
  await chat.asksForAPerson();
  await chat.writeAndSee("It says: gateway not reachable");

  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  await inbox.opens("Unassigned");
  const { details } = inbox;
  const part = (name: string) => details.locator("section").filter({ has: agentPage.getByRole("heading", { name, exact: true }) });
  await expect(part("Work item")).toContainText("It is created when the chat is claimed.");
  await expect(part("Customer")).toContainText("Casey Lee");
  await expect(part("Customer")).toContainText("casey@example.com");
  await expect(part("Customer")).toContainText("Signed in to the portal");
  await expect(part("What was said to Rovo").getByRole("listitem")).toHaveText([
    "How do I connect to the VPN?",
    /Quoted .*VPN/,
    /did not help/,
  ]);
  await expect(part("Earlier work items").getByRole("listitem")).toHaveText(["HELP-1A new keyboard"]);

  await inbox.claims();
  await expect(part("Work item").getByRole("link", { name: "HELP-2" })).toHaveAttribute("href", "/app/HELP/items/HELP-2");
  await expect(part("Work item")).toContainText("In progress");
  await expect(part("Work item")).toContainText("Service desk");
  await expect(part("Earlier work items").getByRole("link")).toHaveAttribute("href", "/app/HELP/items/HELP-1");
  // What is said to the agent is no talk with Rovo.
  await chat.writeAndSee("Are you there?");
  await expect(inbox.log).toContainText("Are you there?");
  await expect(details).not.toContainText("gateway not reachable");
  await expect(details).not.toContainText("Are you there?");
});

test("the right column tells of a guest: a number for a name, no address until one is given, and that Rovo was not asked", async ({ newPerson }) => {
  const page = await newPerson();
  const chat = await Chat.onItsPage(page);
  await chat.asksForAPerson();
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  await inbox.claims();
  const { details } = inbox;
  await expect(details).toContainText(/Guest \d{4}/);
  await expect(details).toContainText("Guest, known by this browser only");
  await expect(details).toContainText("No e-mail address");
  await expect(details).toContainText("The customer asked for a person straight away.");
  await expect(details.getByRole("heading", { name: "Earlier work items" })).toHaveCount(0);
  const name = await details.locator("strong").innerText();
  await expect(details, "nothing was said, so it is named by whose chat it is").toContainText(`Live chat with ${name}`);
  await expect(inbox.rows("My Chats").first(), "the list has the same number").toContainText(name);

  await inbox.ends();
  await chat.email.fill("casey@example.org");
  await chat.button("Save").click();
  await expect(details).toContainText("casey@example.org");
  await expect(details).not.toContainText("No e-mail address");
  await expect(details, "an address makes nobody known").toContainText("Guest, known by this browser only");
});
