// Where the browser can, the site may be kept on the telephone's screen, and says what to do where there is no line.
navigator.serviceWorker?.register("/pekerja.js").catch(() => {});
