// Reads pushes as a browser and a push service would, with the libraries that the npm package web-push stands on and no
// line of ours: http_ece opens the message (RFC 8188, 8291), jws checks the token (RFC 8292).
// In: one JSON object a line. Out: one a line, {error} for what cannot be read; the next is read all the same.
const crypto = require('node:crypto');
const readline = require('node:readline');
const ece = require('http_ece');
const jws = require('jws');

const bytes = text => Buffer.from(text, 'base64url');

/** The key `k=` of the header as jws wants it. */
function pem(point) {
  const raw = bytes(point);
  const key = {kty: 'EC', crv: 'P-256', x: raw.subarray(1, 33).toString('base64url'), y: raw.subarray(33).toString('base64url')};
  return crypto.createPublicKey({key, format: 'jwk'}).export({type: 'spki', format: 'pem'});
}

function read(push) {
  const browser = crypto.createECDH('prime256v1');
  browser.setPrivateKey(bytes(push.privateKey));
  const text = ece.decrypt(bytes(push.body), {version: 'aes128gcm', privateKey: browser, authSecret: push.auth}).toString('utf8');
  const [, token, key] = /^vapid t=([^,]+), k=(.+)$/.exec(push.authorization);
  const signed = jws.verify(token, 'ES256', pem(key));
  const {header, payload} = jws.decode(token);
  return {text, signed, header, claims: typeof payload === 'string' ? JSON.parse(payload) : payload};
}

function answer(line) {
  try {
    return read(JSON.parse(line));
  } catch (failure) {
    return {error: String(failure)};
  }
}

readline.createInterface({input: process.stdin}).on('line', line => console.log(JSON.stringify(answer(line))));
