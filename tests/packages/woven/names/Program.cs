// new FILE: makes a key for strong names.   check ASSEMBLY: says what its strong name is worth.
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

if (args is ["new", var key])
{
    File.WriteAllBytes(key, new RSACryptoServiceProvider(2048).ExportCspBlob(true));
    return;
}

byte[] image = File.ReadAllBytes(args[1]);
using var reader = new PEReader(new MemoryStream(image));
var headers = reader.PEHeaders;
var metadata = reader.GetMetadataReader();
byte[] publicKey = metadata.GetBlobBytes(metadata.GetAssemblyDefinition().PublicKey);
var signature = headers.CorHeader!.StrongNameSignatureDirectory;
bool claims = headers.CorHeader.Flags.HasFlag(CorFlags.StrongNameSigned);
if (publicKey.Length == 0)
{
    Console.WriteLine($"none{(claims ? ", but it claims one" : "")}");
    return;
}

headers.TryGetDirectoryOffset(signature, out int at);
var signed = image.AsSpan(at, signature.Size).ToArray();
// The signature is of the headers, with a checksum and the place of a certificate that are zero, and of all sections
// but for itself.
image.AsSpan(headers.PEHeaderStartOffset + 64, 4).Clear();
image.AsSpan(headers.PEHeaderStartOffset + (headers.PEHeader!.Magic == PEMagic.PE32 ? 128 : 144), 8).Clear();
int end = headers.PEHeaderStartOffset + headers.CoffHeader.SizeOfOptionalHeader + 40 * headers.SectionHeaders.Length;
byte[] content = [.. image[..end], .. image[headers.PEHeader.SizeOfHeaders..at], .. image[(at + signature.Size)..]];
using var rsa = new RSACryptoServiceProvider();
rsa.ImportCspBlob(publicKey[12..]);
Array.Reverse(signed);
bool valid = rsa.VerifyData(content, signed, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
string worth = valid ? "valid" : signed.All(it => it == 0) ? "not signed" : "INVALID";
Console.WriteLine($"{worth}, {(claims ? "claims" : "doesn't claim")} to be signed");
