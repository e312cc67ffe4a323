// What somebody types who means ill, or whose script runs the other way: it must be shown as it was typed, everywhere.

import { type Page, expect } from "@playwright/test";

/** Markup that would run, right-to-left letters, an emoji of several parts, quotes; short enough for a name. */
export const NASTY = `<script class=evil>alert(1)</script><img class=evil src=x onerror=alert(2)> שלום 👩‍👩‍👧 &"`;

/** The same in a sentence of ours: between isolates, so that it turns nothing around. */
export const APART = `\u2068${NASTY}\u2069`;

/** The same with a word in front, so that it can be told from others. */
export function nasty(word: string): string {
  return `${word} ${NASTY}`;
}

/** Nothing of it has become part of the page or of a frame in it. A dialog or a console error fails the test by itself. */
export async function isOnlyText(page: Page): Promise<void> {
  for (const frame of page.frames()) expect(await frame.locator(".evil").count(), frame.url()).toBe(0);
}
