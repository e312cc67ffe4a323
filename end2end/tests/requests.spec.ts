import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, test } from "./support/test.js";

test("a request raised on the portal is answered by an agent, and the customer comments back", async ({ newPerson }) => {
  const customer = await newPerson();
  await customer.goto("/portal/HELP/requests/new");
  await customer.getByLabel(/summary|what.*about|short/i).first().fill("A new keyboard");
  await customer.getByLabel(/detail|description|tell us|more/i).first().fill("The letter E is stuck.");
  await customer.getByRole("main").getByRole("button", { name: /send|raise|submit/i }).click();
  await expect(customer.getByText("HELP-1").first()).toBeVisible();

  const agent = await newPerson();
  await agentSignsIn(agent, "ben");
  await agent.goto("/app/HELP/items/HELP-1");
  await expect(agent.getByText("The letter E is stuck.")).toBeVisible();
  await agent.getByRole("textbox", { name: "Comment" }).fill("One is on its way.");
  await agent.getByRole("button", { name: "Reply to customer" }).click();
  await expect(agent.getByText("One is on its way.")).toHaveCount(1);

  await customer.reload();
  await expect(customer.getByText("One is on its way.")).toHaveCount(1);
});

test("a customer who waits leaves it as a request instead", async ({ newPerson }) => {
  const page = await newPerson();
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee("I need access to the finance folder");
  await chat.asksForAPerson();
  // At once: nothing that somebody means is swallowed.
  await chat.button("Leave it as a request instead").click();
  await expect(chat.log).toContainText("Your request is HELP-1");
  await page.goto("/portal/HELP/requests");
  await expect(page.getByRole("link", { name: /HELP-1/ })).toBeVisible();
});

test("nobody of the team is available: Rovo stays, a person is not offered, a request is", async ({ newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--follow-availability", "on");
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("How do I connect to the VPN?");
  await expect(chat.log).toContainText("Here is what I found.");
  await expect(chat.button("Talk to a person")).toHaveCount(0);
  await chat.writeAndSee("let me talk to a human");
  await expect(chat.log).toContainText("You can leave a request");
  await chat.button("Leave a request").click();
  await expect(chat.log).toContainText("Your request is HELP-1");
});
