import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** Folder of the templates. */
export const RECIPES = path.join(__dirname, '../../../examples/api-destinations');

export const RECIPE_NAMES = readdirSync(RECIPES).filter((name) => name.endsWith('.yaml'));

/** A target of a rule, as far as EventBridge needs it. */
interface RecipeTarget {
  readonly Arn: { readonly 'Fn::GetAtt': string };
  readonly HttpParameters?: {
    readonly PathParameterValues: string[];
    readonly QueryStringParameters: Record<string, string>;
  };
  readonly InputTransformer?: {
    readonly InputPathsMap: Record<string, string>;
    readonly InputTemplate: string;
  };
}

/** The properties of the resources that the tests create in the emulator. */
interface Properties {
  readonly AuthorizationType: 'API_KEY' | 'BASIC';
  readonly AuthParameters: object;
  readonly ConnectionArn: { readonly 'Fn::GetAtt': string };
  readonly InvocationEndpoint: string;
  readonly EventPattern: object;
  readonly Targets: readonly [RecipeTarget];
}

interface Recipe {
  /** Names and properties of the resources of a type. */
  ofType(type: 'Connection' | 'ApiDestination' | 'Rule'): [name: string, Properties][];
}

/**
 * Reads a template of `examples/api-destinations`. `Ref` and `Fn::Sub` give the value of the parameter, or its default;
 * other functions stay as they are.
 */
export function readRecipe(name: string, values: Readonly<Record<string, string>> = {}): Recipe {
  const template = parse(readFileSync(path.join(RECIPES, name), 'utf8'));
  const parameterValue = (parameter: string): string =>
    values[parameter] ?? template.Parameters[parameter]?.Default ?? `x-${parameter}`;
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(resolve);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const { Ref, 'Fn::Sub': text } = value as { Ref?: string; 'Fn::Sub'?: string };
    if (Ref !== undefined) {
      return parameterValue(Ref);
    }
    return typeof text === 'string'
      ? text.replace(/\$\{(\w+)\}/g, (_, parameter: string) => parameterValue(parameter))
      : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one)]));
  };
  const resources = Object.entries<{ Type: string; Properties: Properties }>(
    resolve(template.Resources) as never,
  );
  return {
    ofType: (type) =>
      resources
        .filter(([, { Type }]) => Type === `AWS::Events::${type}`)
        .map(([resource, { Properties }]) => [resource, Properties]),
  };
}
