// Audits pages with Lighthouse: {cookies, pages: [{name, address}]} as JSON on its input, a line of JSON for each page on its output.
// The browser is that of CHROME_PATH. Only access and best practice: how long a page takes, a busy machine cannot tell.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { text } from "node:stream/consumers";

// The packages lie beside the environment of Python, not beside this file.
const packages = createRequire(`${process.argv[2]}/package.json`);
const from = async (name) => import(pathToFileURL(packages.resolve(name)).href);
const lighthouse = (await from("lighthouse")).default;
const { launch } = await from("chrome-launcher");
const puppeteer = (await from("puppeteer-core")).default;

const { cookies, pages } = JSON.parse(await text(process.stdin));
const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"];
const browser = await launch({ chromeFlags: flags, logLevel: "silent" });
try {
  const connected = await puppeteer.connect({ browserURL: `http://127.0.0.1:${browser.port}`, defaultViewport: null });
  await connected.setCookie(...cookies);
  const page = await connected.newPage();
  for (const { name, address } of pages) {
    const settings = {
      logLevel: "silent",
      output: "json",
      onlyCategories: ["accessibility", "best-practices"],
      // As it is by default; nothing is slowed down, and with the other methods the waits below have a floor of five seconds.
      throttlingMethod: "simulate",
      // What opens the pages of an application is a cookie; and nothing more comes once such a page is there.
      disableStorageReset: true,
      disableFullPageScreenshot: true,
      networkQuietThresholdMs: 300,
      cpuQuietThresholdMs: 300,
      pauseAfterFcpMs: 0,
      pauseAfterLoadMs: 0,
    };
    const { lhr } = await lighthouse(address, settings, undefined, page);
    const missed = Object.values(lhr.audits).filter((one) => one.score !== null && one.score < 0.9).map((one) => one.id);
    const scores = Object.fromEntries(Object.entries(lhr.categories).map(([key, one]) => [key, one.score]));
    const told = { name, shown: lhr.finalDisplayedUrl, version: lhr.lighthouseVersion, fault: lhr.runtimeError?.code ?? "", scores, missed };
    console.log(JSON.stringify(told));
  }
  await connected.disconnect();
} finally {
  browser.kill();
}
