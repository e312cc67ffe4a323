// The chat on a page of another site, in browsers that keep their distance.

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { DistantBrowser, WayWithoutJars } from "./support/distant.js";
import { ForeignSite } from "./support/site.js";
import { agentSignsIn, expect, test } from "./support/test.js";

test("where a browser keeps no cookies in frames, the chat goes on while the host's page changes", async ({ newPerson, server, launchOptions }) => {
  const way = await WayWithoutJars.to(server);
  const site = await ForeignSite.start(way.origin);
  const browser = await DistantBrowser.start(launchOptions);
  try {
    await server.baton("space", "origins", "HELP", site.origin);
    const page = await browser.context.newPage();
    const asked = page.waitForResponse((response) => response.url().startsWith(`${way.origin}/chat/HELP`));
    await page.goto(`${site.origin}/one`);
    const first = await Chat.inTheCorner(page);
    expect(await (await asked).headerValue("set-cookie"), "a cookie is offered").toMatch(/^__Host-baton-embed/);
    await first.writeAndSee("How do I connect to the VPN?");
    await expect(first.log).toContainText("Here is what I found.");
    await first.asksForAPerson();

    await page.getByRole("link", { name: "Two" }).click();
    await expect(page.getByRole("heading", { name: "Page /two" })).toBeVisible();
    const second = await Chat.alreadyOpen(page);
    await expect(second.mine("How do I connect to the VPN?")).toHaveCount(1);
    await expect(second.header).toContainText("Waiting for a person");
    const agent = await newPerson({ baseURL: way.origin });
    const inbox = new Inbox(agent);
    await agentSignsIn(agent, "ana");
    await expect(inbox.rows("Unassigned")).toHaveCount(1);
    await inbox.claims();
    await inbox.writes("Which network are you on?");
    await expect(second.log.getByText("Which network are you on?")).toHaveCount(1);
    expect(await browser.context.cookies(), "and none is kept").toEqual([]);
    expect(browser.problems, "the console stays silent").toEqual([]);
  } finally {
    await browser.leaves();
    await site.stop();
    await way.stop();
  }
});
