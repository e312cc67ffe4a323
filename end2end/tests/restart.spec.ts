import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, test } from "./support/test.js";

test("the server is killed and restarted in mid-chat: nothing is lost, nothing comes twice, no page is reloaded", async ({ newPerson, server, allowed }) => {
  allowed.push(/WebSocket|ERR_CONNECTION|net::ERR/);
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  const customerPage = await newPerson();
  const chat = await Chat.onItsPage(customerPage);
  await chat.writeAndSee("Before the crash");
  await chat.asksForAPerson();
  await inbox.claims();
  await inbox.writes("I'm with you");
  await expect(chat.log.getByText("I'm with you")).toHaveCount(1);
  const mark = "window.marked = true";
  await customerPage.evaluate(mark);
  await agentPage.evaluate(mark);

  await server.kill();
  await chat.write("While you were away");
  await expect(chat.status("While you were away", "Sent")).toBeHidden();
  await expect(chat.text(/No connection/)).toBeVisible({ timeout: 20_000 });
  const reply = agentPage.getByRole("textbox", { name: "Reply", exact: true });
  await reply.fill("Typed into the void");
  await reply.press("Enter");
  await server.launch();

  await expect(chat.status("While you were away", "Sent")).toBeVisible({ timeout: 40_000 });
  await expect(chat.mine("While you were away")).toHaveCount(1);
  await expect(inbox.log.getByText("While you were away")).toHaveCount(1, { timeout: 40_000 });
  await expect(chat.log.getByText("Typed into the void")).toHaveCount(1, { timeout: 40_000 });
  await expect(inbox.log.getByText("Typed into the void")).toHaveCount(1);
  await expect(inbox.rows("My Chats")).toHaveCount(1);
  for (const page of [customerPage, agentPage]) {
    expect(await page.evaluate("window.marked")).toBe(true);
  }
});

test("a message that was not sent survives a reload of the page", async ({ newPerson, server, allowed }) => {
  allowed.push(/WebSocket|ERR_CONNECTION|net::ERR|Failed to load/);
  const page = await newPerson();
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee("First words");
  await server.kill();
  await chat.write("Kept over a reload");
  await chat.composer.fill("A draft, too");
  await server.launch();
  await page.reload();
  const again = await Chat.onItsPage(page);
  await expect(again.mine("Kept over a reload")).toHaveCount(1, { timeout: 30_000 });
  await expect(again.status("Kept over a reload", "Sent")).toBeVisible({ timeout: 30_000 });
  await expect(again.composer).toHaveValue("A draft, too");
});
