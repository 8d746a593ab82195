// Elements by hand: texts only ever go in as text.
const SVG = 'http://www.w3.org/2000/svg';
export const $ = id => document.getElementById(id);
export function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}
export function svg(name, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}
export const symbol = (id, look = 'icon') =>
  svg('svg', {class: look, 'aria-hidden': 'true'}, svg('use', {href: '/static/icons.svg#' + id}));
export async function getJson(path) {
  const answer = await fetch(path, {cache: 'no-store'});
  if (!answer.ok) throw new Error(path + ': ' + answer.status);
  return answer.json();
}
/** Another page of the house; status 401 when it would have us sign in first, 0 when it did not come whole. */
export async function getPage(path) {
  try {
    const answer = await fetch(path);
    if (answer.redirected) return {status: 401};
    return {status: answer.status, page: answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null};
  } catch (failure) {
    console.info(path + ':', failure.message);
    return {status: 0};
  }
}
