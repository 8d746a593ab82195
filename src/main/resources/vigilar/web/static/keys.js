// The keyboard: j k enter a / ? Esc.
export function keys({feed, sheet, seen, search, help}) {
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      if (document.activeElement === search) return search.blur();
      return help.open ? undefined : sheet.close();
    }
    if (event.target.closest('input, textarea, select, dialog')) return;
    const row = document.activeElement?.closest?.('#feed .row');
    switch (event.key) {
      case 'j': feed.move(1); break;
      case 'k': feed.move(-1); break;
      case 'a': seen.mark(feed.eventsOf(row)); break;
      case '/': search.focus(); break;
      case '?': help.showModal(); break;
      case 'Enter':
        if (!row || document.activeElement !== row) return;
        if (row.querySelector('.unfold')) { feed.toggle(row); break; }
        sheet.open(Number(row.dataset.eventId), row);
        seen.mark(feed.eventsOf(row));
        break;
      default: return;
    }
    event.preventDefault();
  });
}
