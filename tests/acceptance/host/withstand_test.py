#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the socket of assay-host withstands, and who may say what there.

usage: withstand_test.py PROGRAMS
"""
import json
import os
import socket
import struct
import sys
import time
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
from host import PASS, XDP, Client, Programs, WithHost  # noqa: E402

WithHost.programs = Programs(Path(sys.argv[1]).resolve())
del sys.argv[1:]


class MayNotSubmit(WithHost):
    options = ("--unsigned", "--allow", "submit=user:65534")

    def test_who_may_not_submit_is_told_so_and_not_that_it_is_too_large(self):
        self.assert_refused(self.host.submit(self.sealed(PASS)), "L703")
        self.assert_refused(self.host.submit(bytes(2 << 20)), "L703")
        self.assert_refused(self.host.submit(bytes((32 << 20) + 1)), "L702")


class Withstands(WithHost):
    options = ("--unsigned", "--max-clients", "40", "--max-clients-of-a-user", "30")

    def alive(self):
        self.assertTrue(self.host.ask({"do": "status"})["ok"])

    def test_a_question_that_is_too_large_is_refused_before_it_is_read(self):
        for head in (struct.pack("<II", 1 << 31, 0), struct.pack("<II", 2, (1 << 32) - 1)):
            client = Client(self.host.path)
            client.socket.sendall(head)
            self.assert_refused(client.receive()[0], "L702")
            with self.assertRaises(EOFError):
                client.receive_bytes(1)
        self.alive()

    def test_questions_that_are_none_are_refused(self):
        for text in (b"", b"{", b"[]", b'{"do":1}', b'{"do":"fly"}', b'{ "do":"status"}', b'{"do":"status","x":1}',
                     b"\xff\xfe", b'{"do":"submit","seal":0}', b"[" * 60000):
            client = Client(self.host.path)
            client.socket.sendall(struct.pack("<II", len(text), 0) + text)
            self.assertFalse(client.receive()[0]["ok"], text)
            client.close()
        self.alive()

    def test_a_client_that_goes_away_in_the_middle_costs_nothing(self):
        before = self.host.open_files()
        whole = struct.pack("<II", 15, 0) + b'{"do":"status"}'
        for cut in range(len(whole) + 1):
            client = Client(self.host.path)
            client.socket.sendall(whole[:cut])
            client.close()
        self.alive()
        time.sleep(0.5)
        self.assertLessEqual(self.host.open_files(), before + 1)

    def test_a_slow_client_is_let_go_and_harms_no_other(self):
        slow = [Client(self.host.path) for _ in range(10)]
        for client in slow:
            client.socket.sendall(b"\x0f")
        began = time.monotonic()
        self.alive()
        self.assertLess(time.monotonic() - began, 2)
        for client in slow:
            self.assert_refused(client.receive()[0], "L705")
        self.assertLess(time.monotonic() - began, 20)

    def test_a_client_that_takes_no_answers_harms_no_other(self):
        deaf = Client(self.host.path)
        deaf.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        for _ in range(200):
            try:
                deaf.socket.settimeout(0.05)
                deaf.send({"do": "metrics"})
            except OSError:
                break
        self.alive()

    def test_a_thousand_clients_leave_room_for_the_next_once_they_have_gone(self):
        clients = []
        for _ in range(1000):
            try:
                clients.append(Client(self.host.path))
            except OSError:
                continue
        self.assertLess(self.host.open_files(), 100)
        # Those that were let in say nothing, and are let go, too.
        codes = [client.receive()[0]["code"] for client in clients]
        self.assertEqual(sorted(set(codes)), ["L704", "L705"])
        self.assertLessEqual(codes.count("L705"), 30)
        for client in clients:
            client.close()
        time.sleep(0.5)
        self.alive()

    def test_a_user_has_the_bytes_of_one_large_package_on_its_way_and_kill_switches_none(self):
        size = 32 << 20
        question = b'{"do":"submit"}'
        head = struct.pack("<II", len(question), size) + question
        first = Client(self.host.path)
        first.socket.sendall(head + bytes(size - 1))
        others = [Client(self.host.path) for _ in range(20)]
        for client in others:
            client.socket.sendall(head)
            self.assert_refused(client.receive()[0], "L704")
        second = Client(self.host.path)
        second.socket.sendall(struct.pack("<II", 15, 16 << 20) + b'{"do":"submit"}')
        time.sleep(0.2)
        # A statement of the largest size is let through nevertheless.
        self.assert_refused(self.host.ask({"do": "statement"}, bytes((1 << 20) + 16384)), "L202")
        second.close()
        self.assertTrue(self.host.ask({"do": "kill", "scope": "all"})["ok"])
        self.assertEqual(self.host.dispatch(XDP)["programs"], 0)
        first.socket.sendall(b"\0")
        self.assert_refused(first.receive()[0], "L601")
        self.assert_refused(self.host.submit(bytes(size)), "L601")  # and then there is room
        self.assertLess(self.host.most_memory(), 250 << 20)

    def test_nobody_fills_the_log(self):
        client = Client(self.host.path)
        for _ in range(500):
            answer = client.ask({"do": "dispatch", "hook": "x" * 4000})
            self.assertEqual((answer["code"], len(answer["subject"])), ("L708", 515))
        self.assertEqual((self.folder / "log").read_text().count("L708"), 3)
        self.assertLess((self.folder / "log").stat().st_size, 4000)

    def test_many_clients_at_once_are_all_answered(self):
        self.host.submit(self.sealed(PASS))
        clients = [Client(self.host.path) for _ in range(25)]
        for _ in range(20):
            for client in clients:
                client.send({"do": "dispatch", "hook": XDP}, b"{}")
            for client in clients:
                self.assertEqual(client.receive()[0]["answer"], 1)

    @unittest.skipUnless(os.geteuid() == 0, "only root can be another user")
    def test_another_user_has_only_the_rights_that_were_given(self):
        os.chmod(self.folder, 0o755)
        for options, word, code in (((), {"do": "status"}, "L703"), (("--allow", "read=user:65534"), {"do": "status"}, None),
                                    (("--allow", "read=group:65534"), {"do": "status"}, None),
                                    (("--allow", "read=user:65534"), {"do": "kill", "scope": "all"}, "L703")):
            self.host.end()
            self.host.start(*options)
            reader, writer = os.pipe()
            child = os.fork()
            if child == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
                os.write(writer, json.dumps(self.host.ask(word)).encode())
                os._exit(0)
            os.close(writer)
            os.waitpid(child, 0)
            with os.fdopen(reader) as answer:
                self.assertEqual(json.load(answer).get("code"), code, (options, word))


if __name__ == "__main__":
    unittest.main()
