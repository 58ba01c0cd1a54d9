"""fakeplayer: a player on the session bus, with the manners that a test asks for.

    with FakePlayer('Browser', title='A replay') as player:
        player.status()             # 'Playing'
        player.position()           # seconds
        player.set(title='Another', length=30.0)   # changes what it plays, and says so
        player.manners(no_position=True)           # see MANNERS
        player.calls()              # what it was asked to do: ['SetPosition 12.0', ...]

It is a process of its own: one that hangs must not take the test with it.
"""
import json
import os
import subprocess
import sys
import time

# What players do to those who follow them.
MANNERS = {
    'no_position': 'it says its position only to who asks for that alone',
    'no_seek': 'it says that it cannot be moved',
    'no_set_position': 'SetPosition is an error',
    'deaf': 'it answers SetPosition and Seek, and does nothing',
    'hung': 'it answers nothing at all',
    'nonsense': 'all that it says is of another type, or beyond all reason',
    'silent': 'it does not tell of changes',
}


class FakePlayer:
    def __init__(self, name='Browser', **state):
        self.name = name
        self.process = subprocess.Popen(
            [sys.executable, os.path.abspath(__file__), name, json.dumps(state)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.tell('ready')

    def __enter__(self):
        return self

    def __exit__(self, *_unused):
        self.stop()

    def stop(self):
        self.process.kill()
        self.process.wait()

    def tell(self, what, **values):
        """One line there, one line back."""
        self.process.stdin.write(json.dumps([what, values]) + '\n')
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError('the player %s has ended' % self.name)
        return json.loads(line)

    def set(self, **values):
        return self.tell('set', **values)

    def manners(self, **values):
        return self.tell('manners', **values)

    def position(self):
        return self.tell('get')['position']

    def status(self):
        return self.tell('get')['status']

    def calls(self):
        return self.tell('get')['calls']


def serve(name, state):
    import gi
    gi.require_version('Gio', '2.0')
    from gi.repository import Gio, GLib

    path, player = '/org/mpris/MediaPlayer2', 'org.mpris.MediaPlayer2.Player'
    node = Gio.DBusNodeInfo.new_for_xml('''<node>
      <interface name="org.mpris.MediaPlayer2.Player">
        <method name="Play"/><method name="Pause"/><method name="PlayPause"/>
        <method name="Seek"><arg type="x" direction="in"/></method>
        <method name="SetPosition"><arg type="o" direction="in"/><arg type="x" direction="in"/></method>
        <signal name="Seeked"><arg type="x"/></signal>
      </interface>
      <interface name="org.freedesktop.DBus.Properties">
        <method name="Get"><arg type="s" direction="in"/><arg type="s" direction="in"/>
          <arg type="v" direction="out"/></method>
        <method name="GetAll"><arg type="s" direction="in"/><arg type="a{sv}" direction="out"/></method>
        <method name="Set"><arg type="s" direction="in"/><arg type="s" direction="in"/>
          <arg type="v" direction="in"/></method>
        <signal name="PropertiesChanged"><arg type="s"/><arg type="a{sv}"/><arg type="as"/></signal>
      </interface></node>''')
    now = {'title': 'A replay', 'id': '/track/1', 'length': 600.0, 'status': 'Playing', 'position': 0.0,
           'rate': 1.0, 'max_rate': 2.0, 'identity': name, **state}
    manners, calls, held = {}, [], []
    anchor = [time.monotonic()]

    def position():
        if now['status'] != 'Playing':
            return now['position']
        return min(now['position'] + (time.monotonic() - anchor[0]) * now['rate'], now['length'] or 1e9)

    def put(seconds):
        now['position'], anchor[0] = seconds, time.monotonic()

    def properties():
        if manners.get('nonsense'):
            return {'PlaybackStatus': GLib.Variant('i', 7), 'Rate': GLib.Variant('d', float('nan')),
                    'Position': GLib.Variant('x', 2 ** 63 - 1), 'CanSeek': GLib.Variant('s', '<b>yes'),
                    'Metadata': GLib.Variant('a{sv}', {'mpris:trackid': GLib.Variant('i', 1),
                                                       'mpris:length': GLib.Variant('x', -2 ** 63),
                                                       'xesam:title': GLib.Variant('as', ['<i>&'])})}
        metadata = {'mpris:trackid': GLib.Variant('o', now['id']),
                    'xesam:title': GLib.Variant('s', now['title'])}
        if now['length']:
            metadata['mpris:length'] = GLib.Variant('x', int(now['length'] * 1e6))
        found = {'PlaybackStatus': GLib.Variant('s', now['status']), 'Rate': GLib.Variant('d', now['rate']),
                 'MinimumRate': GLib.Variant('d', 1.0), 'MaximumRate': GLib.Variant('d', now['max_rate']),
                 'Metadata': GLib.Variant('a{sv}', metadata), 'CanControl': GLib.Variant('b', True),
                 'CanPlay': GLib.Variant('b', True), 'CanPause': GLib.Variant('b', True),
                 'CanSeek': GLib.Variant('b', not manners.get('no_seek'))}
        if not manners.get('no_position'):
            found['Position'] = GLib.Variant('x', int(position() * 1e6))
        return found

    def changed():
        if manners.get('silent'):
            return
        found = properties()
        found.pop('Position', None)
        bus.emit_signal(None, path, 'org.freedesktop.DBus.Properties', 'PropertiesChanged',
                        GLib.Variant('(sa{sv}as)', (player, found, [])))

    def seeked():
        if not manners.get('silent'):
            bus.emit_signal(None, path, player, 'Seeked', GLib.Variant('(x)', (int(position() * 1e6),)))

    def act(method, arguments):
        if method in ('Play', 'Pause', 'PlayPause'):
            calls.append(method)
            put(position())
            playing = method == 'Play' or method == 'PlayPause' and now['status'] != 'Playing'
            now['status'] = 'Playing' if playing else 'Paused'
            changed()
        elif method == 'SetPosition':
            calls.append('SetPosition %.1f' % (arguments[1] / 1e6))
            if arguments[0] == now['id'] and not manners.get('deaf'):
                put(arguments[1] / 1e6)
                seeked()
        elif method == 'Seek':
            calls.append('Seek %.1f' % (arguments[0] / 1e6))
            if not manners.get('deaf'):
                put(max(position() + arguments[0] / 1e6, 0))
                seeked()

    def called(_bus, _sender, _path, _interface, method, arguments, invocation):
        arguments = arguments.unpack()
        if manners.get('hung'):
            held.append(invocation)
            return
        if method == 'Get':
            found = dict(properties(), Identity=GLib.Variant('s', now['identity']))
            found.setdefault('Position', GLib.Variant('x', int(position() * 1e6)))
            if arguments[1] in found:
                invocation.return_value(GLib.Variant('(v)', (found[arguments[1]],)))
            else:
                invocation.return_dbus_error('org.freedesktop.DBus.Error.UnknownProperty', 'No')
        elif method == 'GetAll':
            invocation.return_value(GLib.Variant('(a{sv})', (properties(),)))
        elif method == 'Set':
            calls.append('%s %s' % (arguments[1], arguments[2]))
            put(position())
            now['rate'] = arguments[2]
            invocation.return_value(None)
            changed()
        elif method == 'SetPosition' and manners.get('no_set_position'):
            calls.append('SetPosition refused')
            invocation.return_dbus_error('org.freedesktop.DBus.Error.UnknownMethod', 'No')
        else:
            invocation.return_value(None)
            act(method, arguments)

    def told(channel, _condition):
        line = channel.readline()
        if not line:
            loop.quit()
            return False
        what, values = json.loads(line)
        if what == 'set':
            put(values.pop('position', position()))
            now.update(values)
            changed()
        elif what == 'manners':
            manners.clear()
            manners.update(values)
            for invocation in held:
                invocation.return_dbus_error('org.freedesktop.DBus.Error.Failed', 'Late')
            del held[:]
        print(json.dumps({'position': position(), 'status': now['status'], 'calls': calls}), flush=True)
        return True

    loop = GLib.MainLoop()
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for interface in node.interfaces:
        bus.register_object(path, interface, called, None, None)
    bus.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'RequestName',
                  GLib.Variant('(su)', ('org.mpris.MediaPlayer2.' + name, 0)), None, 0, 5000, None)
    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, told)
    loop.run()


if __name__ == '__main__':
    serve(sys.argv[1], json.loads(sys.argv[2]))
