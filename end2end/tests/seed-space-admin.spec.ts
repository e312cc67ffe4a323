// The product document's steps, walked from the first to the last by somebody who administers one space and not the site.

import type { Page } from "@playwright/test";

import { Admin } from "./support/admin.js";
import { Chat } from "./support/customer.js";
import type { Server } from "./support/server.js";
import { PASSWORD, expect, test } from "./support/test.js";

/** Signs an admin of the space in, who is nothing else. */
async function samSignsIn(page: Page, server: Server, space: string): Promise<Admin> {
  const email = "sam@northwind.example";
  await server.baton("user", "add", "--name", "Sam", "--email", email, "--password", PASSWORD, "--space", space, "--role", "admin");
  const sam = await Admin.signsIn(page, space, email);
  const sites = await page.request.get("/app/site/people");
  expect(sites.status(), "the site is others' to administer").toBe(403);
  return sam;
}

test.describe("an admin of the space, who is no admin of the site", () => {
  test("activates live chat in a space that has an existing Rovo agent", async ({ newPerson, server }) => {
    await server.baton("rovo", "remove-skill", "HELP");
    const chat = await Chat.onItsPage(await newPerson());
    const sam = await samSignsIn(await newPerson(), server, "HELP");
    await sam.turnsFeature("off");
    await sam.opensFeatures();
    await sam.toggle.click();
    await expect(sam.toggle).toHaveAttribute("aria-checked", "true");
    await sam.opensLiveChat();
    await expect(sam.main.getByText("Customers can’t see live chat.")).toBeVisible();
    await sam.link("Set up live chat").click();
    await sam.button("Add skill").click();
    await expect(sam.main.getByText("Added", { exact: true })).toBeVisible();
    await expect(chat.button("Talk to a person")).toHaveCount(0);
    await sam.button("Insert").click();
    await expect(sam.main.getByText("Live chat is active in your service space.").first()).toBeVisible();
    await expect(chat.button("Talk to a person")).toBeVisible();
    await sam.opens("/live");
    await expect(sam.main.getByText("Yes", { exact: true })).toBeVisible();
  });

  test("activates live chat in a space without a Rovo agent", async ({ newPerson, server }) => {
    await server.baton("space", "add", "SHOP", "Shop desk");
    const chat = await Chat.onItsPage(await newPerson(), "SHOP");
    const sam = await samSignsIn(await newPerson(), server, "SHOP");
    await sam.opensFeatures();
    await sam.toggle.click();
    await expect(sam.toggle).toHaveAttribute("aria-checked", "true");
    await sam.opensLiveChat();
    await expect(chat.button("Talk to a person")).toHaveCount(0);
    await sam.button("Set up live chat").click();
    await expect(sam.main.getByText("Live chat is active in your service space.").first()).toBeVisible();
    await expect(sam.link("View this agent")).toBeVisible();
    await expect(chat.button("Talk to a person")).toBeVisible();
    await sam.opens("/live");
    await expect(sam.main.getByText("Yes", { exact: true })).toBeVisible();
  });

  test("manages live chat settings, and deactivates live chat", async ({ newPerson, server }) => {
    const chat = await Chat.onItsPage(await newPerson());
    await server.baton("team", "add", "Night shift", "ana@northwind.example");
    const sam = await samSignsIn(await newPerson(), server, "HELP");
    await sam.opensLiveChat();
    await sam.link("Team and chat settings").click();
    await expect(sam.heading("Team and chat settings")).toBeVisible();
    for (const wait of ["Time to assign", "Time to reply"]) {
      await sam.main.getByRole("group", { name: wait }).getByLabel("Minutes").fill("9");
    }
    await sam.main.getByLabel("Assign a team").selectOption({ label: "Night shift (1 member)" });
    await sam.main.getByRole("switch", { name: "Make live chat available based on team member availability" }).check();
    await expect(chat.button("Talk to a person")).toBeVisible();
    await sam.button("Save").click();
    await expect(sam.main.getByRole("status")).toHaveText("Saved.");
    await expect(sam.main.getByText("Customers can’t see live chat at the moment: no one in Night shift is available.")).toBeVisible();
    await expect(chat.button("Talk to a person")).toHaveCount(0);
    const stored = await server.baton("settings", "show", "HELP");
    for (const line of ["time to assign: 9m", "time to reply: 9m", "team: Night shift", "follow availability: on"]) expect(stored).toContain(line);

    await sam.opensLiveChat();
    await sam.link("View this agent").click();
    const agent = sam.page.getByRole("navigation", { name: "Rovo agent" });
    await agent.getByRole("link", { name: "Northwind Help" }).click();
    await sam.main.getByRole("link", { name: "Help customers" }).first().click();
    await sam.button("Delete Chat with live agent").click();
    await sam.button("Stop live chat").click();
    await expect(sam.main.getByRole("status")).toContainText("Live chat has stopped on the portal");
    await expect(sam.main.getByText("No skill yet.")).toBeVisible();
  });
});
