/** Small helpers that build elements. Text is always set as text, so nothing from a document can become markup. */

type Attribute = string | number | boolean | undefined;
type Listener<E extends Event = Event> = (event: E) => void;

export interface ElementOptions {
  /** `true` sets an empty attribute; `false` and `undefined` set none. */
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly text?: string;
  readonly on?: Readonly<Record<string, Listener<never>>>;
}

export const svgNamespace = 'http://www.w3.org/2000/svg';

/** Creates an HTML element; `classes` are separated by blanks. */
export function html<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  classes = '',
  options: ElementOptions = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (classes !== '') element.className = classes;
  dress(element, options, children);
  return element;
}

/** Creates an SVG element. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Attribute>> = {},
  children: readonly (Node | string)[] = [],
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(svgNamespace, tag);
  dress(element, { attributes }, children);
  return element;
}

/** Sets the attributes that differ; `undefined` and `false` remove one. */
export function setAttributes(element: Element, attributes: Readonly<Record<string, Attribute>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) element.removeAttribute(name);
    else {
      const text = value === true ? '' : String(value);
      if (element.getAttribute(name) !== text) element.setAttribute(name, text);
    }
  }
}

/** Sets the text where it differs, so that screen readers hear changes only. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Shows or hides an element. */
export function show(element: HTMLElement, visible: boolean): void {
  if (element.hidden === visible) element.hidden = !visible;
}

/**
 * Makes the children of `parent` be one element per item, reusing those that exist, so that focus and open menus stay.
 */
export function keyed<T, E extends Element>(
  parent: Element,
  items: readonly T[],
  keyOf: (item: T, index: number) => string,
  create: (item: T, index: number) => E,
  update: (element: E, item: T, index: number) => void,
): void {
  const present = new Map<string, E>();
  for (const child of [...parent.children]) {
    const key = child.getAttribute('data-key');
    if (key === null) child.remove();
    else present.set(key, child as E);
  }
  let cursor: Element | null = parent.firstElementChild;
  items.forEach((item, index) => {
    const key = keyOf(item, index);
    let element = present.get(key);
    if (element === undefined) {
      element = create(item, index);
      element.setAttribute('data-key', key);
    } else present.delete(key);
    update(element, item, index);
    if (element === cursor) cursor = cursor.nextElementSibling;
    else parent.insertBefore(element, cursor);
  });
  for (const element of present.values()) element.remove();
}

/** Tells whether any of its arguments differs from those of the last call; the first call is a change. */
export function changes(): (...parts: readonly unknown[]) => boolean {
  let last: readonly unknown[] | undefined;
  return (...parts) => {
    const same =
      last !== undefined &&
      last.length === parts.length &&
      parts.every((part, index) => Object.is(part, last?.[index]));
    last = parts;
    return !same;
  };
}

function dress(element: Element, options: ElementOptions, children: readonly (Node | string)[]): void {
  if (options.attributes !== undefined) setAttributes(element, options.attributes);
  if (options.text !== undefined) element.textContent = options.text;
  for (const [name, listener] of Object.entries(options.on ?? {}))
    element.addEventListener(name, listener as EventListener);
  element.append(...children);
}
