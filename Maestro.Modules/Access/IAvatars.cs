using Maestro.Modules.Kernel;

namespace Maestro.Modules.Access;

/// <summary>Pictures of people and teams: square, at most 256 pixels, always drawn anew from what was sent. Seen by whoever may see the person or the team.</summary>
public interface IAvatars
{
    /// <summary>Largest file that is taken.</summary>
    long MostBytes { get; }

    /// <summary>
    /// Gives a person or team a picture (PNG, JPEG, GIF, WebP). One's own; those of others for administrators; a team's for members at level
    /// write. Throws <see cref="Problem"/>: invalid at <c>avatar</c> for what is no picture, too large, denied, missing.
    /// </summary>
    Task SetAsync(Actor actor, Subject of, Stream picture, CancellationToken cancel);

    /// <summary>Takes the picture away; none is no error.</summary>
    Task RemoveAsync(Actor actor, Subject of, CancellationToken cancel);

    /// <summary>The picture. Throws <see cref="Problem"/> (missing) where there is none, or the actor may not see whose it is.</summary>
    Task<OpenedFile> OpenAsync(Actor actor, Subject of, CancellationToken cancel);

    /// <summary>Which of these users and teams have a picture, and the version of it; for showing who is named anyway.</summary>
    Task<IReadOnlyDictionary<Guid, Guid>> OfAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel);
}
