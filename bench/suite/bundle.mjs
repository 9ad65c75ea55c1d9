// The peers of the table as scripts a page can load, built as their authors say: JSX compiled (Solid's by its own preset), for production, minified.

import { transformAsync } from '@babel/core';
import solidPreset from 'babel-preset-solid';
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';

const solid = {
  name: 'solid',
  setup: ({ onLoad }) => onLoad({ filter: /solid\.jsx$/ }, async ({ path }) => {
    const { code } = await transformAsync(await readFile(path, 'utf8'), { filename: path, presets: [solidPreset], configFile: false, babelrc: false });
    return { contents: code, loader: 'js' };
  }),
};

export async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry], bundle: true, minify: true, write: false, format: 'esm', target: 'es2023', jsx: 'automatic', conditions: ['browser', 'production'],
    define: { 'process.env.NODE_ENV': '"production"' }, plugins: [solid], logLevel: 'error',
  });
  return outputFiles[0].text;
}
