import type { Locator, Page } from 'playwright-core';

export function waitForEditor(page: Page): Promise<void>;
export function runCommand(page: Page, title: string): Promise<void>;
export function openFile(page: Page, name: string): Promise<void>;
export function pointAt(page: Page, text: string): Promise<void>;
export function hoverUntil(page: Page, text: string, wanted: string | RegExp, timeout?: number): Promise<Locator>;
