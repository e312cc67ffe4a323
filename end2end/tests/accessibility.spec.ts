import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { fits } from "./support/settings.js";
import { agentSignsIn, expect, isAccessible, test } from "./support/test.js";

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on the customer's pages (${colorScheme})`, async ({ newPerson }) => {
    const page = await newPerson({ colorScheme });
    for (const path of ["/", "/portal/HELP", "/portal/HELP?q=vpn", "/portal/HELP/requests", "/portal/HELP/requests/new", "/portal/HELP/sign-in", "/portal/HELP/sign-up"]) {
      await page.goto(path);
      await isAccessible(page);
    }
    await page.goto("/portal/HELP?q=vpn");
    await page.getByRole("main").getByRole("link", { name: /VPN/ }).first().click();
    await isAccessible(page);
    const chat = await Chat.onItsPage(page);
    await isAccessible(page);
    await chat.writeAndSee("How do I connect to the VPN?");
    await expect(chat.log).toContainText("Here is what I found.");
    await isAccessible(page);
    await chat.asksForAPerson();
    await isAccessible(page);
  });

  test(`axe finds nothing on a chat with an agent, on one that has ended, and on its request (${colorScheme})`, async ({ newPerson }) => {
    const page = await newPerson({ colorScheme });
    const chat = await Chat.onItsPage(page);
    await chat.writeAndSee("The meeting room has no sound");
    await chat.asksForAPerson();
    const agent = await newPerson();
    await agentSignsIn(agent, "ana");
    const inbox = new Inbox(agent);
    await inbox.claims();
    await inbox.writes("Which network are you on?");
    await expect(chat.log).toContainText("Which network are you on?");
    await isAccessible(page);
    await inbox.ends();
    await expect(chat.log).toContainText("The chat has ended.");
    await isAccessible(page);
    for (const path of ["/portal/HELP/requests", "/portal/HELP/requests/HELP-1", "/chat/HELP/log"]) {
      await page.goto(path);
      await isAccessible(page);
    }
  });

  test(`axe finds nothing on the agents' pages (${colorScheme})`, async ({ newPerson }) => {
    const agent = await newPerson({ colorScheme });
    await agent.goto("/app/sign-in");
    await isAccessible(agent);
    await agentSignsIn(agent, "ana");
    await isAccessible(agent);
    const chat = await Chat.onItsPage(await newPerson());
    await chat.writeAndSee("The meeting room has no sound");
    await chat.asksForAPerson();
    const inbox = new Inbox(agent);
    await inbox.claims();
    await inbox.writes("Which room?");
    await isAccessible(agent);
    await agent.goto("/app/HELP/items");
    await isAccessible(agent);
    await agent.goto("/app/HELP/items/HELP-1");
    await isAccessible(agent);
  });
}

test("the customer's pages fit into 320 pixels, also with a talk in them and with a word that is too long", async ({ newPerson }) => {
  const page = await newPerson({ viewport: { width: 320, height: 640 } });
  for (const path of ["/portal/HELP", "/portal/HELP?q=vpn", "/portal/HELP/requests/new", "/portal/HELP/sign-in", "/portal/HELP/sign-up", "/chat/HELP"]) {
    await page.goto(path);
    await fits(page);
  }
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee(`How do I connect to the VPN? ${"connect".repeat(12)}`);
  await expect(chat.log).toContainText("Here is what I found.");
  await fits(page);
  await chat.asksForAPerson();
  await fits(page);
  const agent = await newPerson();
  await agentSignsIn(agent, "ana");
  const inbox = new Inbox(agent);
  await inbox.claims();
  await inbox.writes(`https://help.example.org/${"a-long-way/".repeat(12)}`);
  await expect(chat.log).toContainText("a-long-way/");
  await fits(page);
  await page.goto("/portal/HELP/requests");
  await fits(page);
  await page.goto("/portal/HELP/requests/HELP-1");
  await fits(page);
  await agent.setViewportSize({ width: 320, height: 640 });
  await fits(agent);
  await agent.goto("/app/HELP/items/HELP-1");
  await fits(agent);
});

test("written from right to left, the pages are mirrored and nothing is wider than they are", async ({ newPerson }) => {
  const mirrored = "document.documentElement.dir = 'rtl'";
  const page = await newPerson({ viewport: { width: 390, height: 844 } });
  for (const path of ["/portal/HELP", "/portal/HELP?q=vpn", "/portal/HELP/requests/new"]) {
    await page.goto(path);
    await page.evaluate(mirrored);
    await fits(page);
  }
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee("How do I connect to the VPN?");
  await expect(chat.log).toContainText("Here is what I found.");
  const own = chat.mine("How do I connect to the VPN?").getByText("How do I connect to the VPN?");
  const start = async () => (await own.boundingBox())?.x ?? 0;
  expect(await start(), "one's own words are on the right").toBeGreaterThan(100);
  await page.evaluate(mirrored);
  await fits(page);
  await expect.poll(start, "and on the left").toBeLessThan(40);
  const agent = await newPerson();
  await agentSignsIn(agent, "ana");
  await agent.evaluate(mirrored);
  await fits(agent);
});
