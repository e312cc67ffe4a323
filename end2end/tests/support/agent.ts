// What an agent does in the inbox.

import { type Locator, type Page, expect } from "@playwright/test";

export class Inbox {
  constructor(readonly page: Page) {}

  list(name: "Unassigned" | "My Chats" | "Others"): Locator {
    return this.page.getByRole("region", { name: new RegExp(`^${name}`) });
  }

  rows(name: "Unassigned" | "My Chats" | "Others"): Locator {
    return this.list(name).getByRole("link");
  }

  heading(name: "Unassigned" | "My Chats" | "Others"): Locator {
    return this.list(name).getByRole("heading");
  }

  get log(): Locator {
    return this.page.getByRole("log", { name: "Conversation" });
  }

  get details(): Locator {
    return this.page.getByRole("complementary", { name: "Details" });
  }

  /** Where a reply to the customer is written. */
  get reply(): Locator {
    return this.page.getByRole("textbox", { name: "Reply", exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async opens(list: "Unassigned" | "My Chats" | "Others"): Promise<void> {
    await this.rows(list).first().click();
    await expect(this.log).toBeVisible();
  }

  async claims(): Promise<void> {
    await this.opens("Unassigned");
    await this.button("Claim chat").click();
    await expect(this.rows("My Chats")).toHaveCount(1);
  }

  async writes(words: string): Promise<void> {
    await this.reply.fill(words);
    await this.reply.press("Enter");
    await expect(this.log.getByText(words)).toHaveCount(1);
  }

  async ends(): Promise<void> {
    await this.button("End chat").first().click();
    await this.page.getByRole("dialog").getByRole("button", { name: "End chat", exact: true }).click();
    await expect(this.rows("My Chats")).toHaveCount(0);
  }
}
