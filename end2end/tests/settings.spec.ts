// The settings beyond the document's steps: two portal pages while agents come and go, two admins at once, forms without
// script, what axe finds, and small screens.

import { Admin } from "./support/admin.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, isAccessible, test } from "./support/test.js";

const PAGES = ["", "/features", "/live-chat", "/live-chat/set-up", "/live-chat/team", "/live-chat/deactivate", "/live", "/embedding"];

test("while agents come and go, Rovo stays and the offer of a person appears and disappears on every open chat", async ({ newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--follow-availability", "on");
  const chats = [await Chat.onItsPage(await newPerson()), await Chat.onItsPage(await newPerson())];
  for (const chat of chats) await expect(chat.button("Talk to a person")).toHaveCount(0);
  await agentSignsIn(await newPerson(), "ana");
  for (const chat of chats) await expect(chat.button("Talk to a person")).toBeVisible({ timeout: 5_000 });
  await server.baton("user", "disable", "ana@northwind.example");
  for (const chat of chats) {
    await expect(chat.button("Talk to a person")).toHaveCount(0, { timeout: 5_000 });
    await chat.writeAndSee("How do I connect to the VPN?");
    await expect(chat.log).toContainText("Here is what I found.");
  }
});

test("an agent who closes the last page, or signs out, is offered to nobody within 5 s, and is again on coming back", async ({ newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--follow-availability", "on");
  const portal = await newPerson();
  await portal.goto("/portal/HELP");
  const chats = [await Chat.inTheCorner(portal), await Chat.onItsPage(await newPerson())];
  const offered = async (times: 0 | 1) => {
    for (const chat of chats) await expect(chat.button("Talk to a person")).toHaveCount(times, { timeout: 5_000 });
  };
  const first = await newPerson();
  await agentSignsIn(first, "ana");
  await offered(1);
  const second = await first.context().newPage();
  await second.goto("/app/HELP/inbox");
  await first.close();
  await second.reload();
  await expect(second.locator("body[data-live]")).toBeAttached();
  await offered(1);
  await second.close();
  await offered(0);
  const back = await newPerson();
  await agentSignsIn(back, "ana");
  await offered(1);
  await back.getByRole("button", { name: "Sign out" }).click();
  await offered(0);
});

test("of two admins who save at once, the second learns what changed and keeps what was typed", async ({ newPerson }) => {
  const first = await Admin.signsIn(await newPerson());
  const second = await Admin.signsIn(await newPerson());
  for (const admin of [first, second]) await admin.opens("/live-chat/team");
  const minutes = (admin: Admin) => admin.main.getByRole("group", { name: "Time to assign" }).getByLabel("Minutes");
  await minutes(first).fill("8");
  await first.button("Save").click();
  await expect(first.main.getByRole("status")).toHaveText("Saved.");
  await minutes(second).fill("9");
  await second.button("Save").click();
  await expect(second.main.getByRole("alert")).toContainText("Alex Admin changed Time to assign from 3 min to 8 min");
  await expect(minutes(second)).toHaveValue("9");
  await second.button("Save").click();
  await expect(second.main.getByRole("status")).toHaveText("Saved.");
});

test("the settings work without script", async ({ newPerson }) => {
  const admin = await Admin.signsIn(await newPerson({ javaScriptEnabled: false }));
  await admin.opensFeatures();
  await admin.toggle.click();
  await expect(admin.toggle).toHaveAttribute("aria-checked", "false");
  await admin.toggle.click();
  await admin.opens("/live-chat/team");
  const minutes = admin.main.getByRole("group", { name: "Time to reply" }).getByLabel("Minutes");
  await minutes.fill("soon");
  await admin.button("Save").click();
  await expect(admin.main.getByText("Use whole numbers only.")).toBeVisible();
  await expect(minutes).toHaveValue("soon");
  await minutes.fill("6");
  await admin.button("Save").click();
  await expect(admin.main.getByRole("status")).toHaveText("Saved.");
  await admin.opens("/embedding");
  await admin.main.getByLabel("Allowed origins").fill("https://shop.example\nshop");
  await admin.button("Save").click();
  await expect(admin.main.getByText("Line 2: “shop” begins with neither https:// nor http://.")).toBeVisible();
  await expect(admin.main.getByLabel("Allowed origins")).toHaveValue("https://shop.example\nshop");
});

test("a self-test shows each step with its time, and says what it does not prove", async ({ newPerson }) => {
  const admin = await Admin.signsIn(await newPerson());
  await admin.opens("/live");
  await expect(admin.main.getByText("Yes", { exact: true })).toBeVisible();
  await admin.button("Run a self-test").click();
  await expect(admin.main.getByRole("status")).toContainText("Every step passed.");
  await expect(admin.main.getByText("Passed", { exact: true })).toHaveCount(7);
  await expect(admin.main.getByText(/^Rovo quoted “/)).toBeVisible();
  await expect(admin.main.getByText(/It does not prove/)).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on the settings, ${colorScheme}`, async ({ newPerson }) => {
    const admin = await Admin.signsIn(await newPerson({ colorScheme }));
    for (const path of PAGES) {
      await admin.opens(path);
      await isAccessible(admin.page);
    }
    await admin.opens("/live");
    await admin.button("Run a self-test").click();
    await isAccessible(admin.page);
  });
}

test("no page of the settings is wider than 320 pixels", async ({ newPerson }) => {
  const admin = await Admin.signsIn(await newPerson({ viewport: { width: 320, height: 640 } }));
  for (const path of PAGES) {
    await admin.opens(path);
    const width = await admin.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, path).toBeLessThanOrEqual(320);
  }
});
