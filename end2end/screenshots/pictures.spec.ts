// The pictures in docs/screenshots, always the same ones: each state of the portal, the widget, the inbox, a work item and
// the settings, light and dark, on a desk and on a phone. A talk is really held for them.

import { stat } from "node:fs/promises";
import { resolve } from "node:path";

import type { Page } from "@playwright/test";

import { Inbox } from "../tests/support/agent.js";
import { Chat } from "../tests/support/customer.js";
import { PASSWORD, agentSignsIn, expect, staffSignsIn, test } from "../tests/support/test.js";

const FOLDER = resolve("../docs/screenshots");
const MOST_BYTES = 200_000;
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

async function customerSignsIn(page: Page): Promise<void> {
  await page.goto("/portal/HELP/sign-in");
  const main = page.getByRole("main");
  await main.getByLabel("E-mail").fill("casey@example.com");
  await main.getByLabel("Password").fill(PASSWORD);
  await main.getByRole("button", { name: "Sign in" }).click();
  await page.goto("/portal/HELP");
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`the pictures, ${colorScheme}`, async ({ newPerson }) => {
    test.setTimeout(180_000);

    /** Takes a picture; of the corner alone, where the widget is. */
    const take = async (page: Page, name: string, part: "page" | "corner" = "page"): Promise<void> => {
      const path = `${FOLDER}/${name}-${colorScheme}.png`;
      await page.mouse.move(0, 0);
      await page.evaluate("document.fonts.ready");
      const clip = { x: DESK.width - 440, y: DESK.height - 720, width: 440, height: 720 };
      await page.screenshot({ path, animations: "disabled", caret: "hide", ...(part === "corner" ? { clip } : {}) });
      expect((await stat(path)).size, path).toBeLessThanOrEqual(MOST_BYTES);
    };

    const agentPage = await newPerson({ colorScheme, viewport: DESK });
    await agentPage.context().grantPermissions(["notifications"]);
    await agentSignsIn(agentPage, "ana");
    await expect(agentPage.getByRole("link", { name: /^Notifications/ })).toContainText("On");
    const inbox = new Inbox(agentPage);
    const customer = await newPerson({ colorScheme, viewport: DESK });
    await customerSignsIn(customer);
    await take(customer, "portal");
    await take(customer, "widget-closed", "corner");
    const chat = await Chat.inTheCorner(customer);
    await take(customer, "widget-open", "corner");
    await chat.writeAndSee("How do I connect to the VPN?");
    await expect(chat.log).toContainText("Did this help?");
    await take(customer, "widget-rovo", "corner");
    await chat.writeAndSee("That did not work, can I speak to somebody?");
    await expect(chat.text("You're next")).toBeVisible();
    await take(customer, "widget-waiting", "corner");

    // Somebody else, on a phone.
    const phone = await newPerson({ colorScheme, viewport: PHONE });
    await phone.goto("/portal/HELP");
    await take(phone, "phone-portal");
    const second = await Chat.onItsPage(phone);
    await second.writeAndSee("How do I get a replacement badge?");
    await expect(second.log).toContainText("Did this help?");
    await take(phone, "phone-rovo");
    await second.writeAndSee("The door of the archive does not open either");
    await second.asksForAPerson();
    await expect(second.text("You're 2nd in line")).toBeVisible();
    await take(phone, "phone-waiting");
    await take(agentPage, "inbox-empty");

    await inbox.claims();
    await inbox.writes("Hello, I'm Ana from the service desk. Which network are you on at home?");
    await chat.writeAndSee("My own Wi-Fi. The client says \"gateway not reachable\".");
    await inbox.button("Internal note").click();
    await agentPage.getByRole("textbox", { name: "Internal note" }).fill("Gateway 2 was restarted at nine, same symptom as yesterday.");
    await inbox.button("Add internal note").click();
    await inbox.button("Reply").click();
    await inbox.writes("Thank you. I see the cause: one of our gateways. Please try again now.");
    await expect(chat.log).toContainText("Please try again now.");
    await take(customer, "widget-live", "corner");
    await take(agentPage, "inbox");
    await agentPage.setViewportSize(PHONE);
    await take(agentPage, "phone-inbox-chat");
    await agentPage.getByRole("link", { name: "All chats" }).click();
    await take(agentPage, "phone-inbox");
    await agentPage.setViewportSize(DESK);
    await inbox.opens("My Chats");
    await chat.writeAndSee("It works again. Thanks, Ana!");
    await inbox.ends();
    await expect(chat.log).toContainText("The chat has ended");
    await take(customer, "widget-ended", "corner");
    await chat.button("Close chat").click();
    await expect(customer.locator("iframe")).toBeHidden();
    await inbox.claims();
    await inbox.writes("Hello, I'm Ana. I can open the archive for you from here. Are you at the door?");
    await second.writeAndSee("Yes, I am.");
    await expect(inbox.log).toContainText("Yes, I am.");
    await inbox.writes("It is open now. A new badge waits for you at the reception.");
    await expect(second.log).toContainText("It is open now.");
    await take(phone, "phone-live");
    await second.writeAndSee("Thank you!");
    await expect(inbox.log).toContainText("Thank you!");
    await inbox.ends();
    await expect(second.log).toContainText("The chat has ended");
    await take(phone, "phone-ended");
    await agentPage.goto("/app/HELP/items/HELP-1");
    await take(agentPage, "item");
    await agentPage.setViewportSize(PHONE);
    await take(agentPage, "phone-item");
    await agentPage.setViewportSize(DESK);
    await agentPage.goto("/app/HELP/items");
    await take(agentPage, "items");
    await customer.goto("/portal/HELP/requests/HELP-1");
    await take(customer, "request");
    await customer.setViewportSize(PHONE);
    await take(customer, "phone-request");

    const admin = await newPerson({ colorScheme, viewport: DESK });
    await staffSignsIn(admin, "admin@northwind.example");
    for (const [path, name] of [
      ["/app/HELP/settings/live-chat/team", "settings-team"],
      ["/app/HELP/settings/live", "settings-live"],
      ["/app/HELP/settings/rovo", "settings-rovo"],
      ["/app/site/people", "people"],
    ] as const) {
      await admin.goto(path);
      await take(admin, name);
    }
    await admin.setViewportSize(PHONE);
    await admin.goto("/app/HELP/settings/live-chat/team");
    await take(admin, "phone-settings-team");
  });
}
