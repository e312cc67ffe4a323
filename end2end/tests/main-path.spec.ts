import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, test } from "./support/test.js";
import { agentsLine } from "./support/wire.js";

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

test("nobody comes: the customer is told the number of the work item and finds it under my requests, and Rovo takes over again", async ({ newPerson, server }) => {
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
  await expect(chat.header).not.toContainText("Waiting for a person");
  const answers = chat.log.getByText("Here is what I found.");
  const before = await answers.count();
  await chat.writeAndSee("How do I connect to the VPN?");
  await expect(answers, "Rovo answers what is asked now").toHaveCount(before + 1);
  await expect(chat.log.getByRole("link").filter({ hasText: "VPN" }).first()).toHaveAttribute("href", /^\/portal\/HELP\/articles\//);

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

test("two agents claim in the same moment: exactly one has the chat, the other learns who, and the customer sees one person join", async ({ newPerson }) => {
  const [anaPage, benPage] = [await newPerson(), await newPerson()];
  const lines = await Promise.all([agentsLine(anaPage), agentsLine(benPage)]);
  await agentSignsIn(anaPage, "ana");
  await agentSignsIn(benPage, "ben");
  const [ana, ben] = [new Inbox(anaPage), new Inbox(benPage)];
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("My phone was stolen");
  await chat.asksForAPerson();
  await Promise.all([ana.opens("Unassigned"), ben.opens("Unassigned")]);

  // Neither claim arrives before both have been made.
  for (const line of lines) line.waits();
  await Promise.all([ana, ben].map((inbox) => inbox.button("Claim chat").click()));
  for (const inbox of [ana, ben]) await expect(inbox.button("Claiming…")).toBeVisible();
  for (const line of lines) line.goesOn();

  await expect.poll(async () => (await ana.rows("My Chats").count()) + (await ben.rows("My Chats").count())).toBe(1);
  const anaHasIt = (await ana.rows("My Chats").count()) === 1;
  const [winner, loser, name] = anaHasIt ? [ana, ben, "Ana Torres"] : [ben, ana, "Ben Okafor"];
  await expect(loser.page.getByRole("alert").filter({ hasText: "claimed" })).toHaveText(new RegExp(`^${name} claimed this chat first\\.`));
  await expect(loser.rows("Others")).toHaveCount(1);
  await expect(loser.rows("Others").first()).toContainText(`with ${name}`);
  await expect(winner.rows("My Chats").first()).toContainText("My phone was stolen");
  for (const [list, winners, losers] of [["Unassigned", 0, 0], ["My Chats", 1, 0], ["Others", 0, 1]] as const) {
    await expect(winner.rows(list), `the winner's ${list}`).toHaveCount(winners);
    await expect(loser.rows(list), `the loser's ${list}`).toHaveCount(losers);
  }
  await expect(winner.page.getByText("claimed this chat first")).toHaveCount(0);

  // What comes after the claims shows that no second one is on its way.
  await winner.writes("I'm with you");
  await expect(chat.log.getByText("I'm with you")).toHaveCount(1);
  await expect(chat.log.getByText(/joined$/)).toHaveCount(1);
  await expect(chat.log.getByText(/joined$/)).toHaveText(`${name} joined`);
  await expect(loser.log.getByText("I'm with you")).toHaveCount(1);
  await expect(loser.button("Claim chat")).toBeHidden();
});
