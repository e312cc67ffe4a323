import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, test } from "./support/test.js";

test("a question is answered by Rovo with its source", async ({ newPerson }) => {
  const page = await newPerson();
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee("How do I connect to the VPN?");
  await expect(chat.log).toContainText("Here is what I found.");
  const source = chat.log.getByRole("link").filter({ hasText: "VPN" }).first();
  await expect(source).toHaveAttribute("href", /^\/portal\/HELP\/articles\//);
  await expect(chat.log).toContainText("Virtual agent");
  await chat.button("Yes").click();
  await expect(chat.log).toContainText("You said that this helped.");
});

test("what Rovo can't answer is asked for once in other words, then a person or a request is offered", async ({ newPerson }) => {
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("Quetzal feathers glimmer beyond Andromeda");
  await expect(chat.log).toContainText("in other words");
  await chat.writeAndSee("Still quetzal feathers, glimmering");
  await expect(chat.log).toContainText("I can't find an answer to that.");
  await expect(chat.button("Talk to a person")).toBeVisible();
  await expect(chat.button("Leave a request")).toBeVisible();
});

test("a customer is handed over, talks to the agent who claimed, and Rovo answers again at the end", async ({ newPerson }) => {
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);

  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("My laptop shows a blue screen");
  await chat.writeAndSee("I want to talk to a human please");
  await expect(chat.header).toContainText("Waiting for a person");
  await expect(chat.text("You're next")).toBeVisible();
  await expect(chat.text(/we make it a request and tell you its number/)).toBeVisible();

  await expect(inbox.rows("Unassigned")).toHaveCount(1);
  await inbox.claims();
  await expect(chat.log).toContainText("Ana Torres joined");
  await expect(chat.header).toContainText("Ana");
  await expect(inbox.details.getByRole("link", { name: "HELP-1" })).toBeVisible();
  await expect(inbox.details).toContainText("My laptop shows a blue screen");

  await inbox.writes("Hello, which model is it?");
  await expect(chat.log.getByText("Hello, which model is it?")).toHaveCount(1);
  await chat.writeAndSee("The fourteen inch one");
  await expect(inbox.log.getByText("The fourteen inch one")).toHaveCount(1);

  await inbox.button("Internal note").click();
  const note = agentPage.getByRole("textbox", { name: "Internal note" });
  await note.fill("Out of warranty, check with Ben");
  await inbox.button("Add internal note").click();
  await expect(inbox.log.getByText("Out of warranty, check with Ben")).toBeVisible();
  await inbox.button("Reply").click();

  await inbox.ends();
  await expect(chat.log).toContainText("The chat has ended. HELP-1 has the transcript");
  await expect(inbox.rows("Others")).toHaveCount(1);
  await expect(chat.log).not.toContainText("warranty");

  await agentPage.goto("/app/HELP/items/HELP-1");
  await expect(agentPage.getByText("The fourteen inch one")).toHaveCount(1);
  await expect(agentPage.getByText("Out of warranty, check with Ben")).toHaveCount(1);
  await expect(agentPage.getByText("live-chat")).toBeVisible();
  await expect(agentPage.getByRole("main").getByText("Service desk").first()).toBeVisible();

  await chat.writeAndSee("How do I connect to the VPN?");
  await expect(chat.log).toContainText("Here is what I found.");
});

test("nobody comes: the customer is told the number of the work item and finds it under my requests", async ({ newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--time-to-assign", "10s");
  const page = await newPerson();
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee("The printer on floor three eats paper");
  await chat.asksForAPerson();
  await expect(chat.log).toContainText("Nobody could join in time", { timeout: 20_000 });
  await expect(chat.log).toContainText("HELP-1");
  await expect(chat.text("Where can we reach you?")).toBeVisible();
  await chat.button("No, thanks").click();
  await expect(chat.text("Where can we reach you?")).toBeHidden();

  await page.goto("/portal/HELP/requests");
  await page.getByRole("link", { name: /HELP-1/ }).click();
  await expect(page.getByText("The printer on floor three eats paper").first()).toBeVisible();

  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  await agentPage.getByRole("link", { name: "Work items" }).click();
  await agentPage.getByRole("link", { name: /HELP-1/ }).first().click();
  const item = agentPage.getByRole("main");
  await expect(item.getByText("The printer on floor three eats paper").first()).toBeVisible();
  await expect(item.getByText("live-chat")).toBeVisible();
  await expect(item.getByText("Service desk").first()).toBeVisible();
});

test("an agent who does not reply in time is warned, and the chat goes back to Unassigned", async ({ newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--time-to-reply", "12s");
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("Nobody can open the shared folder");
  await chat.asksForAPerson();
  await inbox.claims();
  await expect(inbox.log).toContainText("Time to reply is nearly over", { timeout: 20_000 });
  await expect(inbox.rows("Unassigned")).toHaveCount(1, { timeout: 20_000 });
  await expect(chat.log).toContainText("Ana Torres has not replied. You are back in the queue");
  await inbox.button("Claim chat").click();
  await inbox.writes("Sorry, I'm back");
  await expect(chat.log.getByText("Sorry, I'm back")).toHaveCount(1);
});

test("two agents claim at once: one has the chat, the other learns who", async ({ newPerson }) => {
  const [anaPage, benPage] = [await newPerson(), await newPerson()];
  await agentSignsIn(anaPage, "ana");
  await agentSignsIn(benPage, "ben");
  const [ana, ben] = [new Inbox(anaPage), new Inbox(benPage)];
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("My phone was stolen");
  await chat.asksForAPerson();
  await Promise.all([ana.opens("Unassigned"), ben.opens("Unassigned")]);
  // Both buttons are in hand before either is pressed, so that neither agent can have heard of the other.
  const buttons = await Promise.all([ana.button("Claim chat").elementHandle(), ben.button("Claim chat").elementHandle()]);
  await Promise.all(buttons.map((button) => button?.evaluate((element) => (element as HTMLElement).click())));
  await expect.poll(async () => (await ana.rows("My Chats").count()) + (await ben.rows("My Chats").count())).toBe(1);
  const anaHasIt = (await ana.rows("My Chats").count()) === 1;
  const [loser, winner] = anaHasIt ? [benPage, "Ana"] : [anaPage, "Ben"];
  await expect(loser.getByText(new RegExp(`${winner}.* claimed this chat first|with ${winner}`)).first()).toBeVisible();
  await expect(chat.log.getByText(/joined/)).toHaveCount(1);
});
