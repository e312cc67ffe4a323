import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, test } from "./support/test.js";

test("a request raised on the portal is answered by an agent, whose note stays inside, and the customer comments back", async ({ newPerson }) => {
  const customer = await newPerson();
  const request = customer.getByRole("main");
  await customer.goto("/portal/HELP/requests/new");
  await request.getByLabel("Summary").fill("A new keyboard");
  await request.getByLabel("Description").fill("The letter E is stuck.");
  await request.getByRole("button", { name: "Send request" }).click();
  await expect(customer).toHaveURL(/\/portal\/HELP\/requests\/HELP-1/);
  await expect(request).toContainText("Nobody has commented yet.");

  const agent = await newPerson();
  await agentSignsIn(agent, "ben");
  await agent.getByRole("navigation", { name: "Space" }).getByRole("link", { name: "Work items" }).click();
  await agent.getByRole("link", { name: "HELP-1", exact: true }).click();
  const item = agent.getByRole("main");
  await expect(item.getByRole("heading", { level: 1 })).toHaveText("A new keyboard");
  await expect(item.getByText("The letter E is stuck.")).toBeVisible();
  const timeline = item.getByRole("region", { name: "Comments and transcript" });
  await item.getByRole("textbox", { name: "Comment" }).fill("One is on its way.");
  await item.getByRole("button", { name: "Reply to customer" }).click();
  await expect(timeline.getByText("One is on its way.")).toHaveCount(1);
  await item.getByRole("radio", { name: "Internal note" }).check();
  await item.getByRole("textbox", { name: "Comment" }).fill("Ordered from the cheap shop");
  await item.getByRole("button", { name: "Add internal note" }).click();
  await expect(timeline.getByText("Ordered from the cheap shop")).toHaveCount(1);

  await customer.reload();
  const comments = request.getByRole("region", { name: "Comments" });
  await expect(comments.getByText("One is on its way.")).toHaveCount(1);
  await request.getByLabel("Add a comment").fill("Thank you, it has come.");
  await request.getByRole("button", { name: "Send comment" }).click();
  await expect(comments.getByText("Thank you, it has come.")).toHaveCount(1);
  // Neither here nor in anything else that the page was sent, nor in the chat, which shows comments as well.
  expect(await (await customer.request.get(customer.url())).text()).not.toContain("cheap shop");
  const chat = await Chat.onItsPage(customer);
  await expect(chat.log.getByText("Thank you, it has come.")).toHaveCount(1);
  expect(await (await customer.request.get(customer.url())).text()).not.toContain("cheap shop");
  await expect(chat.log).not.toContainText("cheap shop");

  await agent.reload();
  await expect(timeline.getByText("Thank you, it has come.")).toHaveCount(1);
  await expect(timeline.getByText(/^(One is on its way|Ordered from the cheap shop|Thank you, it has come)/)).toHaveText([
    "One is on its way.",
    "Ordered from the cheap shop",
    "Thank you, it has come.",
  ]);
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
