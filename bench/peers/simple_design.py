#!/usr/bin/python3
"""The simple design: what this system grew out of, and what most would write first.

One Flask process: paho takes each message from the broker, SQLite commits it (without a sync, as such
programs are usually set up), and each open browser has a queue in memory. It is written to be fair: nothing is
slower than it has to be, and nothing is promised that the original did not promise either.
"""
import argparse
import json
import logging
import queue
import sqlite3
import threading

import flask
import paho.mqtt.client as mqtt

QUEUE = 10_000  # a browser that is further behind is dropped

words = argparse.ArgumentParser()
words.add_argument("--broker", type=int, required=True)
words.add_argument("--http", type=int, required=True)
words.add_argument("--store", required=True)
said = words.parse_args()

store = sqlite3.connect(said.store, check_same_thread=False)
store.execute("PRAGMA journal_mode = WAL")
store.execute("PRAGMA synchronous = OFF")
store.execute("CREATE TABLE IF NOT EXISTS event (id INTEGER PRIMARY KEY, at REAL, topic TEXT, payload TEXT)")
store.commit()

viewers = set()
lock = threading.Lock()
listening = threading.Event()


def on_connect(client, userdata, flags, code):
    client.subscribe("vigilar/#", qos=1)


def on_subscribe(client, userdata, mid, granted):
    listening.set()


def on_message(client, userdata, message):
    payload = json.loads(message.payload)
    row = store.execute(
        "INSERT INTO event (at, topic, payload) VALUES (strftime('%s', 'now'), ?, ?)",
        (message.topic, json.dumps(payload)),
    )
    store.commit()
    frame = "id: %d\ndata: %s\n\n" % (
        row.lastrowid,
        json.dumps({"id": row.lastrowid, "topic": message.topic, "payload": payload}),
    )
    with lock:
        for viewer in list(viewers):
            try:
                viewer.put_nowait(frame)
            except queue.Full:
                viewers.discard(viewer)


app = flask.Flask("simple")
logging.getLogger("werkzeug").setLevel(logging.ERROR)


@app.route("/events/stream")
def stream():
    def frames():
        mine = queue.Queue(QUEUE)
        with lock:
            viewers.add(mine)
        try:
            yield ": welcome\n\n"
            while True:
                yield mine.get()
        finally:
            with lock:
                viewers.discard(mine)

    return flask.Response(frames(), mimetype="text/event-stream")


ears = mqtt.Client("simple-design", clean_session=False)
ears.max_inflight_messages_set(1_000)
ears.on_connect = on_connect
ears.on_subscribe = on_subscribe
ears.on_message = on_message
ears.connect("127.0.0.1", said.broker)
ears.loop_start()
if not listening.wait(10):
    raise SystemExit("the broker does not answer")
print("ready", flush=True)
app.run("127.0.0.1", said.http, threaded=True)
