// What a site admin does with people.

import { type Locator, type Page, expect } from "@playwright/test";

import { staffSignsIn } from "./test.js";

export class People {
  private constructor(readonly page: Page) {}

  /** Signs the demo's admin in and opens the site's people. */
  static async opens(page: Page): Promise<People> {
    await staffSignsIn(page, "admin@northwind.example");
    const people = new People(page);
    await people.opensAgain();
    return people;
  }

  async opensAgain(): Promise<void> {
    await this.page.goto("/app/site/people");
    await expect(this.page.getByRole("heading", { name: "People", level: 1 })).toBeVisible();
  }

  get main(): Locator {
    return this.page.getByRole("main");
  }

  /** Somebody's row, by the address. */
  row(email: string): Locator {
    return this.main.getByRole("listitem").filter({ hasText: email });
  }

  /** Presses one of the buttons beside somebody. */
  async presses(what: string, name: string): Promise<void> {
    await this.main.getByRole("button", { name: `${what}: ${name}`, exact: true }).click();
  }

  /** Invites somebody as an agent of a space; the link to pass on. */
  async invites(name: string, email: string, space: string): Promise<string> {
    await this.main.getByLabel("Name", { exact: true }).fill(name);
    await this.main.getByLabel("E-mail address", { exact: true }).fill(email);
    await this.main.getByLabel("Space", { exact: true }).selectOption(space);
    await this.main.getByRole("button", { name: "Make a link" }).click();
    return (await this.main.getByText(/\/app\/invite\//).innerText()).trim();
  }
}
