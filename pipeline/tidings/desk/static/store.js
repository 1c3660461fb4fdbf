// What the browser keeps until it is saved: under the text's hash and that of the coding that the page began with. Nothing leaves the machine.

const prefix = "tidings-desk:";

export function keyOfWork(sha, digest) {
  return `${prefix}${sha}:${digest}`;
}

// Work kept under a key, or null.
export function keptWork(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

// Keep the work; says whether the browser could.
export function keepWork(key, work) {
  try {
    localStorage.setItem(key, JSON.stringify(work));
    return true;
  } catch {
    return false;
  }
}

export function forgetWork(key) {
  localStorage.removeItem(key);
}

// Whether there is work on the same text that began with another coding.
export function otherWork(sha, key) {
  try {
    return Object.keys(localStorage).some((name) => name.startsWith(`${prefix}${sha}:`) && name !== key);
  } catch {
    return false;
  }
}

export function coderName(name) {
  try {
    if (name !== undefined) localStorage.setItem(`${prefix}coder`, name);
    return localStorage.getItem(`${prefix}coder`) ?? "";
  } catch {
    return name ?? "";
  }
}

export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
