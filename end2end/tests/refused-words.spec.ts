// Words that the server refused: they stay, marked, with what can be done about them.

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, test } from "./support/test.js";
import { customersWire } from "./support/wire.js";

test("a customer's words that were refused stay, are marked, and go out with retry", async ({ newPerson }) => {
  const page = await newPerson();
  const wire = await customersWire(page);
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee("My laptop shows a blue screen");
  wire.blanks("It says stop code");
  await chat.write("It says stop code");
  await expect(chat.mine("It says stop code")).toContainText("Not sent.");

  // Marked is not lost: it outlives what is written next, and a reload.
  await chat.writeAndSee("Can you help?");
  await expect(chat.mine("It says stop code")).toContainText("Not sent.");
  wire.blanks("It says stop code");
  await page.reload();
  await chat.isConnected();
  const refused = chat.mine("It says stop code");
  await expect(refused).toContainText("Not sent.");
  await refused.getByRole("button", { name: "Retry" }).click();
  await expect(chat.status("It says stop code", "Sent")).toBeVisible();
  await expect(chat.mine("It says stop code")).toHaveCount(1);

  wire.blanks("Never mind");
  await chat.write("Never mind");
  await chat.mine("Never mind").getByRole("button", { name: "Delete" }).click();
  await expect(chat.mine("Never mind")).toHaveCount(0);
});

test("an agent's words that were refused stay, are marked, and can be edited, discarded or sent again", async ({ newPerson, allowed }) => {
  allowed.push(/WebSocket|ERR_INTERNET_DISCONNECTED|net::ERR/);
  const page = await newPerson();
  await agentSignsIn(page, "ana");
  const inbox = new Inbox(page);
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("My laptop shows a blue screen");
  await chat.asksForAPerson();
  await inbox.claims();

  await page.context().setOffline(true);
  for (const words of ["First of three", "Second of three", "Third of three"]) {
    await inbox.reply.fill(words);
    await inbox.reply.press("Enter");
  }
  await chat.button("End chat").click();
  await chat.button("End chat").last().click();
  await expect(chat.log).toContainText("The chat has ended");
  await page.context().setOffline(false);

  const stuck = (words: string) => page.getByRole("listitem").filter({ hasText: words });
  for (const words of ["First of three", "Second of three", "Third of three"]) {
    await expect(stuck(words)).toContainText("Not sent: the chat had ended.", { timeout: 40_000 });
  }
  await chat.asksForAPerson();
  await inbox.button("Claim chat").click();
  await stuck("First of three").getByRole("button", { name: "Retry" }).click();
  await expect(chat.log.getByText("First of three")).toHaveCount(1);
  await stuck("Third of three").getByRole("button", { name: "Discard" }).click();
  await stuck("Second of three").getByRole("button", { name: "Edit" }).click();
  await expect(inbox.reply).toHaveValue("Second of three");
  await inbox.writes("Second, in other words");
  await expect(chat.log.getByText("Second, in other words")).toHaveCount(1);
  await expect(page.getByText("Third of three")).toHaveCount(0);
});
