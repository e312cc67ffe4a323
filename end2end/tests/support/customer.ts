// What a customer does in the chat, wherever the chat is: a page of its own, or a frame in somebody's page.

import { type FrameLocator, type Locator, type Page, expect } from "@playwright/test";

type Place = Page | FrameLocator;

export class Chat {
  private constructor(private readonly place: Place) {}

  /** The chat on a page of its own. */
  static async onItsPage(page: Page, space = "HELP"): Promise<Chat> {
    await page.goto(`/chat/${space}`);
    const chat = new Chat(page);
    await chat.isConnected();
    return chat;
  }

  /** The chat in the corner of a page, opened with its button. */
  static async inTheCorner(page: Page): Promise<Chat> {
    await page.getByRole("button", { name: /chat/i }).click();
    return Chat.alreadyOpen(page);
  }

  /** The chat in the corner of a page that opened by itself. */
  static async alreadyOpen(page: Page): Promise<Chat> {
    const chat = new Chat(page.frameLocator("iframe"));
    await chat.isConnected();
    return chat;
  }

  get log(): Locator {
    return this.place.getByRole("log", { name: "Conversation" });
  }

  get composer(): Locator {
    return this.place.getByLabel("Your message");
  }

  get email(): Locator {
    return this.place.getByLabel("E-mail address");
  }

  button(name: string): Locator {
    return this.place.getByRole("button", { name, exact: true });
  }

  text(text: string | RegExp): Locator {
    return this.place.getByText(text);
  }

  get header(): Locator {
    return this.place.locator("main > header");
  }

  /** One of the customer's own messages, by its words. */
  mine(words: string): Locator {
    return this.log.locator("li.me").filter({ hasText: words });
  }

  /** What a message of the customer's own says of its way. */
  status(words: string, status: "Sent" | "Sending" | "Not sent yet. Trying again."): Locator {
    return this.mine(words).getByText(status, { exact: true });
  }

  async write(words: string): Promise<void> {
    await this.composer.fill(words);
    await this.composer.press("Enter");
    await expect(this.composer).toHaveValue("");
  }

  async writeAndSee(words: string): Promise<void> {
    await this.write(words);
    await expect(this.mine(words)).toHaveCount(1);
    await expect(this.status(words, "Sent")).toBeVisible();
  }

  async asksForAPerson(): Promise<void> {
    await this.button("Talk to a person").click();
    await expect(this.header).toContainText("Waiting for a person");
  }

  /** The page works: its script has taken over from the server's rendering. */
  async isConnected(): Promise<void> {
    await expect(this.composer).toBeVisible();
    await expect(this.place.locator("main[data-live]")).toBeAttached();
  }
}
