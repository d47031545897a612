import { isObject, type JsonObject, objectOf, textOf } from '../../src/detection/json';

/** An object as a parser makes it: `__proto__` is a member like any other. */
const parsed = (text: string): JsonObject => JSON.parse(text);

describe('isObject', () => {
  it.each<[string, unknown, boolean]>([
    ['an object', { a: 1 }, true],
    ['an empty object', {}, true],
    ['an object without a prototype', Object.create(null), true],
    ['null', null, false],
    ['undefined', undefined, false],
    ['a list', [], false],
    ['a text', '{}', false],
    ['a number', 7, false],
    ['true', true, false],
  ])('decides for %s', (_case, value, expected) => {
    expect(isObject(value)).toBe(expected);
  });
});

describe('textOf', () => {
  it.each<[string, JsonObject, string, string | undefined]>([
    ['a text', { name: 'x' }, 'name', 'x'],
    ['a blank text', { name: ' ' }, 'name', ' '],
    ['a member called __proto__', parsed('{"__proto__":"x"}'), '__proto__', 'x'],
    ['nothing for the empty text', { name: '' }, 'name', undefined],
    ['nothing for a missing member', {}, 'name', undefined],
    ['nothing for null', { name: null }, 'name', undefined],
    ['nothing for a number', { name: 7 }, 'name', undefined],
    ['nothing for a list of texts', { name: ['x'] }, 'name', undefined],
    ['nothing for an object', { name: { x: 'x' } }, 'name', undefined],
    ['nothing for an inherited member', Object.create({ name: 'x' }), 'name', undefined],
  ])('reads %s', (_case, object, name, expected) => {
    expect(textOf(object, name)).toBe(expected);
  });
});

describe('objectOf', () => {
  it.each<[string, JsonObject, string, JsonObject]>([
    ['an object', { name: { x: 1 } }, 'name', { x: 1 }],
    ['a member called __proto__', parsed('{"__proto__":{"x":1}}'), '__proto__', { x: 1 }],
    ['an empty object for a missing member', {}, 'name', {}],
    ['an empty object for null', { name: null }, 'name', {}],
    ['an empty object for a list', { name: [{ x: 1 }] }, 'name', {}],
    ['an empty object for a text', { name: 'x' }, 'name', {}],
    ['an empty object for an inherited member', Object.create({ name: { x: 1 } }), 'name', {}],
    ['an empty object for the prototype of all objects', {}, '__proto__', {}],
  ])('reads %s', (_case, object, name, expected) => {
    expect(objectOf(object, name)).toStrictEqual(expected);
  });
});
