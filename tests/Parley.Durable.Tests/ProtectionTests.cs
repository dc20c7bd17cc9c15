using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Parley.Durable.Tests;

/// <summary>Nothing that was said can be read in the file.</summary>
public sealed class ProtectionTests
{
    [Fact]
    public async Task Nothing_is_readable_in_the_file_and_it_goes_on_only_with_the_key()
    {
        byte[] key = RandomNumberGenerator.GetBytes(32);
        await using SqliteFixture store = new();
        await using World world = new(store);
        With(key);
        var turn = await world.Talks.StartAsync("a", "secret argument");
        turn = await world.Talks.SendAsync("a", turn.Version, "secret answer");
        await world.Talks.StartAsync("b", "secret argument");
        await world.Talks.ThrowAsync("b", 1, new("Fault", "secret fault"));
        await world.Restart();
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(store.File)!))
        {
            string text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String("secret"u8)[..6], text, StringComparison.Ordinal);
        }

        With(RandomNumberGenerator.GetBytes(32));
        await Assert.ThrowsAsync<JournalCorruptException>(() => world.Talks.GetAsync("a"));
        await world.Restart();
        With(key);
        Assert.Contains("secret fault", (await world.Talks.GetAsync("b")).Error, StringComparison.Ordinal);
        Assert.Equal("secret result", (await world.Talks.SendAsync("a", turn.Version, "")).Result);

        void With(byte[] key)
        {
            world.With((d, name) => new(async yield =>
            {
                await yield(name + " secret question");
                await yield.From(d.Run("act", async (key, token) => "secret effect"));
                await yield("secret question");
                return "secret result";
            }));
            world.With(builder => builder.Services.AddSingleton<IPayloadProtector>(new AesGcmPayloadProtector(key)));
        }
    }

    [Fact]
    public void What_was_changed_is_not_decrypted()
    {
        AesGcmPayloadProtector protector = new(new byte[32]);
        byte[] stored = protector.Protect("text"u8);
        Assert.Equal("text"u8, protector.Unprotect(stored));
        Assert.NotEqual(stored, protector.Protect("text"u8));
        for (int i = 0; i < stored.Length; i++)
        {
            byte[] changed = [.. stored];
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect(changed));
        }

        Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect(stored.AsSpan(0, 20)));
        Assert.Throws<ArgumentException>(() => new AesGcmPayloadProtector(new byte[31]));
    }
}
