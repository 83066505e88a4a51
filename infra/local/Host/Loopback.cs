using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Intake.Local.Host;

/// <summary>
/// The port, held before anything else starts: settings need the address, and a port in use should be the first thing a person hears.
/// Both loopback addresses, because "localhost" is either, and nothing beyond loopback.
/// </summary>
public sealed class Loopback : IDisposable
{
    private readonly Dictionary<IPAddress, Socket> _sockets = [];

    private Loopback(int port) => Port = port;

    public int Port { get; private set; }

    public Uri Address => new($"http://localhost:{Port}/");

    /// <param name="port">0 takes any free one.</param>
    /// <exception cref="StartupException">The port is in use, or not for us.</exception>
    public static Loopback Hold(int port)
    {
        for (var attempt = 0; ; attempt++)
        {
            var held = new Loopback(port);
            try
            {
                held.Bind(IPAddress.Loopback);
                if (Socket.OSSupportsIPv6)
                {
                    held.Bind(IPAddress.IPv6Loopback);
                }

                return held;
            }
            catch (SocketException refused)
            {
                held.Dispose();

                // Any port will do, and this one is free in one of the two families only.
                if (port == 0 && attempt < 20)
                {
                    continue;
                }

                throw new StartupException(
                    refused.SocketErrorCode == SocketError.AddressAlreadyInUse
                        ? $"Port {port} is in use, perhaps by another Intake; stop that, or choose another with --port."
                        : $"Port {port} cannot be opened ({refused.Message}); choose another with --port.",
                    refused);
            }
        }
    }

    /// <summary>Gives the held sockets to Kestrel.</summary>
    public void Use(IWebHostBuilder web)
    {
        web.UseSockets(sockets => sockets.CreateBoundListenSocket = endpoint => _sockets[((IPEndPoint)endpoint).Address]);
        web.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // The functions' own limit is lower and answers in words; this one ends what no longer deserves an answer.
            kestrel.Limits.MaxRequestBodySize = 64L * 1024 * 1024;
            foreach (var address in _sockets.Keys)
            {
                kestrel.Listen(address, Port);
            }
        });
    }

    public void Dispose()
    {
        foreach (var socket in _sockets.Values)
        {
            socket.Dispose();
        }
    }

    private void Bind(IPAddress address)
    {
        Socket socket;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint(address, Port));
        }
        catch (SocketException missing) when (missing.SocketErrorCode == SocketError.AddressNotAvailable && _sockets.Count > 0)
        {
            // This machine knows IPv6 but has no ::1; "localhost" is then 127.0.0.1.
            return;
        }

        _sockets[address] = socket;
        Port = ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
