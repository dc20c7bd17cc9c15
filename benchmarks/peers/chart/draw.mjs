// Reads a sitting (JSON) from standard input, prints the chart (SVG): above, the time of one operation in each
// language, for Parley with its bodies as the compiler makes them and woven; below, how a step through a chain of
// delegating generators grows with its depth. What NativeAOT has compiled is left out.
import { readFileSync } from 'node:fs';
import * as vega from 'vega';
import * as vegaLite from 'vega-lite';

const { figures, subjects } = JSON.parse(readFileSync(0, 'utf8'));

const items = {
  send: 'send',
  iterate: 'for each',
  create_finish: 'create … finish',
  close_notry: 'create, close',
  close_try: 'create, close; finally',
  throw_caught: 'throw, caught inside',
  throw_leaves: 'create, throw, leaves',
  tree: 'walk a tree, a node',
  async_send: 'send, asynchronous',
};
const depths = { deleg_1: 1, deleg_10: 10, deleg_100: 100, deleg_1000: 1000, deleg_1000000: 1000000 };

const looks = {
  parley: ['#f06595', 'circle'],
  woven: ['#a61e4d', 'circle'],
  native: ['#512bd4', 'square'],
  hand: ['#9775fa', 'diamond'],
  cpp: ['#1c7ed6', 'triangle-up'],
  rust: ['#b35c1e', 'triangle-down'],
  cpython: ['#e8a200', 'cross'],
  cpython313: ['#f2c94c', 'cross'],
  node: ['#2f9e44', 'square'],
  lua: ['#15388c', 'triangle-right'],
  luajit: ['#74a9f7', 'triangle-left'],
};

const keys = Object.keys(subjects).filter((key) => !key.endsWith('_aot'));
const titles = keys.map((key) => subjects[key][0]);
const color = { domain: titles, range: keys.map((key) => looks[key][0]) };
const shape = { domain: titles, range: keys.map((key) => looks[key][1]) };

const short = (ns) => (ns >= 1000 ? `${(ns / 1000).toFixed(1)} µs` : `${ns.toFixed(ns < 10 ? 1 : 0)} ns`);

const rows = (names) =>
  keys.flatMap((key) =>
    Object.keys(names)
      .filter((item) => figures[key][item] !== undefined)
      .map((item) => {
        const ns = figures[key][item];
        const own = key === 'parley' || key === 'woven';
        return { subject: subjects[key][0], own, key, name: names[item], ns, label: short(ns) };
      }),
  );

const times = rows(items);
const steps = rows(depths);

// The names at the ends of the lines, pushed apart where they would overlap.
const ends = keys.map((key) => steps.filter((row) => row.subject === subjects[key][0]).at(-1)).filter(Boolean);
ends.sort((a, b) => a.name - b.name || a.ns - b.ns).forEach((row, i) => {
  row.place = ends[i - 1]?.name === row.name ? Math.max(row.ns, ends[i - 1].place * 1.5) : row.ns;
});


const range = (rows) => [Math.min(...rows.map((row) => row.ns)) * 0.7, Math.max(...rows.map((row) => row.ns)) * 1.5];
const nanoseconds = "datum.value >= 1e3 ? datum.value / 1e3 + ' µs' : datum.value + ' ns'";
const powers = [1, 10, 100, 1000, 10000, 100000];

const mark = (layer) => [
  { ...layer, transform: [{ filter: '!datum.own' }], mark: { ...layer.mark, size: 75, opacity: 0.9 } },
  { ...layer, transform: [{ filter: 'datum.own' }], mark: { ...layer.mark, size: 190, opacity: 1 } },
];

const encodingOf = (legend) => ({
  color: { field: 'subject', type: 'nominal', scale: color, legend },
  shape: { field: 'subject', type: 'nominal', scale: shape, legend },
});

const legend = {
  title: null, orient: 'top', direction: 'horizontal', columns: 4, symbolSize: 90, columnPadding: 22, labelLimit: 300,
  offset: 12,
};

const operations = {
  title: { text: 'One operation', subtitle: 'nanoseconds, logarithmic: further left is faster' },
  width: 620,
  height: { step: 46 },
  data: { values: times },
  encoding: {
    y: {
      field: 'name', type: 'nominal', sort: Object.values(items),
      axis: {
        title: null, domain: false, ticks: false, grid: true, labelPadding: 12, labelFontSize: 13, labelLimit: 300,
      },
    },
    x: {
      field: 'ns', type: 'quantitative', scale: { type: 'log', domain: range(times), nice: false },
      axis: { title: null, values: powers, labelExpr: nanoseconds, domain: false, ticks: false },
    },
  },
  layer: [
    ...mark({ mark: { type: 'point', filled: true }, encoding: encodingOf(legend) }),
    ...['parley', 'woven'].map((tier, i) => ({
      transform: [{ filter: `datum.key === '${tier}'` }],
      mark: { type: 'text', dy: i ? 16 : -15, fontSize: 11, fontWeight: 600, color: looks[tier][0] },
      encoding: { text: { field: 'label' } },
    })),
  ],
};

const delegation = {
  title: { text: 'A step through yield.From', subtitle: 'nanoseconds by depth, both logarithmic: flat is O(1)' },
  width: 620,
  height: 300,
  data: { values: steps },
  encoding: {
    x: {
      field: 'name', type: 'quantitative', scale: { type: 'log', domain: [0.8, 1.3e6], nice: false },
      axis: {
        title: 'depth of the chain', titlePadding: 10, domain: false, ticks: false,
        values: [1, 10, 100, 1000, 1e4, 1e5, 1e6], format: ',',
      },
    },
    y: {
      field: 'ns', type: 'quantitative', scale: { type: 'log', domain: range(steps), nice: false },
      axis: { title: null, values: powers, labelExpr: nanoseconds, domain: false, ticks: false, labelPadding: 12 },
    },
    color: { field: 'subject', type: 'nominal', scale: color, legend: null },
  },
  layer: [
    { transform: [{ filter: '!datum.own' }], mark: { type: 'line', strokeWidth: 1.5, opacity: 0.7 } },
    { transform: [{ filter: 'datum.own' }], mark: { type: 'line', strokeWidth: 3 } },
    ...mark({ mark: { type: 'point', filled: true }, encoding: encodingOf(null) }),
    {
      data: { values: ends },
      mark: { type: 'text', align: 'left', dx: 11, fontSize: 12, fontWeight: 600 },
      encoding: { text: { field: 'subject' }, y: { field: 'place', type: 'quantitative' } },
    },
  ],
};

const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const chart = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  background: 'white',
  padding: 24,
  spacing: 44,
  vconcat: [operations, delegation],
  resolve: { scale: { color: 'independent', shape: 'independent' } },
  config: {
    font,
    view: { stroke: null },
    axis: {
      gridColor: '#e9ecef', labelColor: '#495057', labelFontSize: 12,
      titleColor: '#495057', titleFontSize: 12, titleFontWeight: 'normal',
    },
    legend: { labelFontSize: 13, labelColor: '#343a40' },
    title: {
      anchor: 'start', frame: 'group', offset: 14, fontSize: 17, color: '#212529',
      subtitleFontSize: 12.5, subtitleColor: '#868e96', subtitlePadding: 5,
    },
  },
};

const view = new vega.View(vega.parse(vegaLite.compile(chart).spec), { renderer: 'none' });
process.stdout.write(await view.toSVG() + '\n');
