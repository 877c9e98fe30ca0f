// What the phone remembers. Private windows and full disks refuse: then nothing is remembered.

const PREFIX = "yizhan.";

export function recall(key, otherwise) {
  try {
    const text = window.localStorage.getItem(PREFIX + key);
    return text === null ? otherwise : JSON.parse(text);
  } catch {
    return otherwise;
  }
}

export function remember(key, value) {
  try {
    window.localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Remembering is a kindness, not a need.
  }
}
