using System;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace ProbeClassifier.Benchmarks.Load;

/// <summary>
/// Puts a file's lines into the partitions of a topic of NATS JetStream, in records of whole lines, one partition after the other. Speaks the
/// server's protocol itself, so that no client is measured. The streams are made, on one server.
/// </summary>
internal static class PublishVerb
{
    public const string Usage = "publish HOST:PORT TOPIC PARTITIONS RECORD-BYTES FILE";

    public static async Task<int> RunAsync(string[] rest)
    {
        if (rest.Length != 5
            || !int.TryParse(rest[2], NumberStyles.None, CultureInfo.InvariantCulture, out int partitions)
            || !int.TryParse(rest[3], NumberStyles.None, CultureInfo.InvariantCulture, out int recordBytes))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        string[] endpoint = rest[0].Split(':');
        using var client = new TcpClient(endpoint[0], int.Parse(endpoint[1], CultureInfo.InvariantCulture));
        await using NetworkStream network = client.GetStream();
        using var answers = new StreamReader(network, Encoding.ASCII, leaveOpen: true);
        await using var output = new BufferedStream(network, 1 << 20);
        output.Write("CONNECT {\"verbose\":false,\"pedantic\":false}\r\nSUB _INBOX.made 1\r\n"u8);
        for (int p = 0; p < partitions; p++)
        {
            string body = string.Create(CultureInfo.InvariantCulture, $"{{\"name\":\"{rest[1]}-{p}\",\"subjects\":[\"{rest[1]}.{p}\"],\"retention\":\"limits\",\"storage\":\"file\",\"discard\":\"old\",\"num_replicas\":1,\"max_consumers\":-1,\"max_msgs\":-1,\"max_bytes\":-1,\"max_age\":0}}");
            Write(output, string.Create(CultureInfo.InvariantCulture, $"PUB $JS.API.STREAM.CREATE.{rest[1]}-{p} _INBOX.made {body.Length}\r\n{body}\r\n"));
        }

        await AnsweredAsync(output, answers, "\"did_create\":true", partitions);
        long bytes = 0;
        int records = 0;
        byte[] buffer = new byte[recordBytes];
        await using FileStream file = File.OpenRead(rest[4]);
        while (true)
        {
            int read = await file.ReadAtLeastAsync(buffer, recordBytes, throwOnEndOfStream: false);
            int length = buffer.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
            if (length == 0)
                break;
            Write(output, string.Create(CultureInfo.InvariantCulture, $"PUB {rest[1]}.{records % partitions} {length}\r\n"));
            output.Write(buffer, 0, length);
            output.Write("\r\n"u8);
            file.Position -= read - length;
            bytes += length;
            records++;
        }

        // The server answers a ping when it has taken all that came before.
        output.Write("PING\r\n"u8);
        await AnsweredAsync(output, answers, "PONG", 1);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"records {records} bytes {bytes}"));
        return 0;
    }

    private static void Write(Stream output, string text) => output.Write(Encoding.ASCII.GetBytes(text));

    private static async Task AnsweredAsync(Stream output, StreamReader answers, string text, int times)
    {
        await output.FlushAsync();
        while (times > 0)
        {
            string line = await answers.ReadLineAsync() ?? throw new IOException("the server closed the connection");
            if (line.StartsWith("PING", StringComparison.Ordinal))
            {
                output.Write("PONG\r\n"u8);
                await output.FlushAsync();
            }

            if (line.Contains("-ERR", StringComparison.Ordinal) || line.Contains("\"error\"", StringComparison.Ordinal))
                throw new IOException(line);
            if (line.Contains(text, StringComparison.Ordinal))
                times--;
        }
    }
}
