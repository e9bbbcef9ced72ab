import { browserShelf } from '../keep/shelf';
import { loadSettings, saveSettings, showSettings, type Settings } from '../settings/settings';
import { browserSocket, type Link } from '../socket';
import { readRoute, type Route } from './route';

/** What all screens share: the connection, what is kept, settings, and where we are. */
class App {
  readonly shelf = browserShelf();
  readonly socket = browserSocket(window.location);
  link = $state<Link>('connecting');
  route = $state.raw<Route>(readRoute(window.location.hash));
  settings = $state.raw<Settings>(loadSettings(this.shelf));

  constructor() {
    showSettings(document.documentElement, this.settings);
    this.socket.watch((link) => (this.link = link));
    window.addEventListener('hashchange', () => (this.route = readRoute(window.location.hash)));
  }

  change(change: Partial<Settings>): void {
    this.settings = { ...this.settings, ...change };
    saveSettings(this.shelf, this.settings);
    showSettings(document.documentElement, this.settings);
  }

  go(hash: string): void {
    window.location.hash = hash;
  }
}

export const app = new App();
