// A guest signs in while words have not arrived: they go on as the account's, and nobody else gets them.

import type { Page } from "@playwright/test";

import { Chat } from "./support/customer.js";
import { PASSWORD, expect, test } from "./support/test.js";
import { customersWire } from "./support/wire.js";

async function caseySignsIn(page: Page): Promise<void> {
  await page.goto("/portal/HELP/sign-in");
  const main = page.getByRole("main");
  await main.getByLabel("E-mail").fill("casey@example.com");
  await main.getByLabel("Password").fill(PASSWORD);
  await main.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

async function robinSignsUp(page: Page): Promise<void> {
  await page.goto("/portal/HELP/sign-up");
  const main = page.getByRole("main");
  await main.getByLabel("Name").fill("Robin Hill");
  await main.getByLabel("E-mail").fill("robin@example.com");
  await main.getByLabel("Password").fill("long enough");
  await main.getByRole("button", { name: "Create an account" }).click();
  await expect(page).not.toHaveURL(/sign-up/);
}

test("what a guest could not send goes on as the account's that they sign in to, and nobody's after them", async ({ newPerson }) => {
  const elsewhere = await newPerson();
  await caseySignsIn(elsewhere);
  await (await Chat.onItsPage(elsewhere)).writeAndSee("From my account");

  const page = await newPerson();
  const wire = await customersWire(page);
  const guest = await Chat.onItsPage(page);
  await guest.writeAndSee("As a guest");
  wire.loses("Typed on the train");
  await guest.write("Typed on the train");
  await expect(guest.status("Typed on the train", "Sending")).toBeVisible();
  await caseySignsIn(page);

  // Somebody else comes to the same computer first.
  await page.goto("/portal/HELP");
  await page.getByRole("button", { name: "Sign out" }).click();
  await robinSignsUp(page);
  const robin = await Chat.onItsPage(page);
  await robin.writeAndSee("I am Robin");
  await expect(robin.mine("Typed on the train")).toHaveCount(0);
  await page.goto("/portal/HELP");
  await page.getByRole("button", { name: "Sign out" }).click();

  await caseySignsIn(page);
  const casey = await Chat.onItsPage(page);
  await expect(casey.status("Typed on the train", "Sent")).toBeVisible();
  await expect(casey.mine("Typed on the train")).toHaveCount(1);
  await expect(casey.mine("From my account")).toHaveCount(1);
  await expect(casey.mine("As a guest")).toHaveCount(0);
  // Once.
  await page.reload();
  await casey.isConnected();
  await expect(casey.mine("Typed on the train")).toHaveCount(1);
});
