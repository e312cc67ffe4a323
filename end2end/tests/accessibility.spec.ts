import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, isAccessible, test } from "./support/test.js";

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on the customer's pages (${colorScheme})`, async ({ newPerson }) => {
    const page = await newPerson({ colorScheme });
    for (const path of ["/", "/portal/HELP", "/portal/HELP?q=vpn", "/portal/HELP/requests", "/portal/HELP/requests/new", "/portal/HELP/sign-in"]) {
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

test("the customer's pages fit into 320 pixels", async ({ newPerson }) => {
  const page = await newPerson({ viewport: { width: 320, height: 640 } });
  for (const path of ["/portal/HELP", "/portal/HELP?q=vpn", "/portal/HELP/requests/new", "/chat/HELP"]) {
    await page.goto(path);
    const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    expect(overflow, path).toBe(0);
  }
});
