// What an admin of the space does in the settings.

import { type Page, expect } from "@playwright/test";

import { PASSWORD } from "./test.js";

/** Signs the demo's admin in. */
export async function adminSignsIn(page: Page): Promise<void> {
  await page.goto("/app/sign-in");
  await page.getByLabel("E-mail").fill("admin@northwind.example");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Nothing is wider than the page. */
export async function fits(page: Page): Promise<void> {
  const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  expect(overflow, page.url()).toBe(0);
}
