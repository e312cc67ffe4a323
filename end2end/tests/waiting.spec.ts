// What a customer can do at any time, and what is said while nobody has come yet.

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, test } from "./support/test.js";

test("those who wait see their place and what happens if nobody comes, and it moves on", async ({ newPerson }) => {
  const [first, second] = [await Chat.onItsPage(await newPerson()), await Chat.onItsPage(await newPerson())];
  await first.writeAndSee("My laptop shows a blue screen");
  await first.asksForAPerson();
  await expect(first.text("You're next")).toBeVisible();
  await second.writeAndSee("My phone was stolen");
  await second.asksForAPerson();
  await expect(second.text("You're 2nd in line")).toBeVisible();
  await expect(second.text(/If nobody can take it by \d\d:\d\d, we make it a request and tell you its number\./)).toBeVisible();
  await first.button("I no longer need this").click();
  await expect(first.log).toContainText("You no longer need a person");
  await expect(second.text("You're next")).toBeVisible();
});

test("a talk with Rovo can be left as a request, and the customer is asked once where to be reached", async ({ newPerson }) => {
  const page = await newPerson();
  const chat = await Chat.onItsPage(page);
  // A request without a word helps nobody: the button leads to the words.
  await chat.button("Leave a request").click();
  await expect(chat.text("Write what you need first. Then we can make it a request.")).toBeVisible();
  await expect(chat.composer).toBeFocused();
  await expect(chat.log).not.toContainText("Your request is");
  await chat.writeAndSee("The door of the archive does not open");
  await chat.button("Leave a request").click();
  await expect(chat.log).toContainText("Your request is HELP-1. We answer you there");

  await expect(chat.text("Where can we reach you?")).toBeVisible();
  await expect(chat.text(/Without one, you can see your request in this browser only/)).toBeVisible();
  await chat.email.fill("nobody");
  await chat.button("Save").click();
  await expect(chat.text(/This is no e-mail address/)).toBeVisible();
  await expect(chat.email).toHaveValue("nobody");
  await chat.email.fill("casey@example.org");
  await chat.button("Save").click();
  await expect(chat.text("Where can we reach you?")).toBeHidden();

  // Once: neither a reload nor a second request asks again.
  await page.reload();
  await chat.isConnected();
  await chat.writeAndSee("And the lamp in the archive is broken");
  await chat.button("Leave a request").click();
  await expect(chat.log).toContainText("Your request is HELP-2");
  await expect(chat.text("Where can we reach you?")).toBeHidden();
});

test("an answer that did not help leads to a person or a request", async ({ newPerson }) => {
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("How do I connect to the VPN?");
  await expect(chat.log).toContainText("Did this help?");
  await chat.button("No").click();
  await expect(chat.log).toContainText("You said that this did not help.");
  await expect(chat.log).toContainText("Sorry that this did not help. You can talk to a person, or leave a request.");
  // The customer may have second thoughts in the same moment.
  await chat.button("Talk to a person").click();
  await expect(chat.header).toContainText("Waiting for a person");
});

test("what is double-clicked happens once, and what takes its place is not hit", async ({ newPerson }) => {
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("My laptop shows a blue screen");
  await chat.button("Talk to a person").dblclick();
  await expect(chat.header).toContainText("Waiting for a person");
  await expect(chat.button("Leave it as a request instead")).toBeVisible();
  await expect(chat.log.getByText("You asked for a person")).toHaveCount(1);
});

test("a chat that comes back unanswered stands before those who asked later", async ({ newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--time-to-reply", "10s");
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  const first = await Chat.onItsPage(await newPerson());
  await first.writeAndSee("I was here first");
  await first.asksForAPerson();
  await inbox.claims();
  const second = await Chat.onItsPage(await newPerson());
  await second.writeAndSee("I came later");
  await second.asksForAPerson();
  await expect(second.text("You're next")).toBeVisible();
  await expect(first.log).toContainText("You are back in the queue", { timeout: 20_000 });
  await expect(first.text("You're next")).toBeVisible();
  await expect(second.text("You're 2nd in line")).toBeVisible();
  await expect(inbox.rows("Unassigned")).toHaveCount(2);
  await inbox.opens("Unassigned");
  await expect(inbox.log).toContainText("I was here first");
});
