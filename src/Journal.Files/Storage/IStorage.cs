namespace Docket.Journal.Files.Storage;

/// <summary>
/// One flat directory of files: every byte of the store goes through here, so that tests can break it.
/// </summary>
internal interface IStorage
{
    /// <summary>Names the place in messages.</summary>
    string Describe(string name);

    /// <summary>The names of all files.</summary>
    IReadOnlyList<string> List();

    bool Exists(string name);

    /// <summary>Opens for reading and writing; makes an empty file where there is none.</summary>
    IStorageFile Open(string name);

    /// <summary>Opens for reading only.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    IStorageFile OpenRead(string name);

    /// <summary>Replaces the target in one step.</summary>
    void Rename(string from, string to);

    void Delete(string name);

    /// <summary>Makes names durable that were created, renamed or deleted.</summary>
    void FlushNames();
}
