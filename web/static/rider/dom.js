// Making elements without ever making HTML out of text.

/**
 * @param {string} tag element name, with classes behind dots: "p.state.is-open"
 * @param {object} attributes null and false are left out, true stands bare
 * @param {...(Node|string|null)} children strings become text nodes
 */
export function el(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const node = document.createElement(name);
  if (classes.length) node.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(key, value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== null && value !== false) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** Put new children in the place of the old. */
export function fill(node, ...children) {
  node.textContent = ""; // replaceChildren is younger than many a phone
  node.append(...children.filter((child) => child !== null));
}
